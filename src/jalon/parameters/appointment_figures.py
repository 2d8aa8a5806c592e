"""How far ahead people are received, reminded, invited: name, unit, label, value, bounds, why.

Choices of the service, not of the law: each deployment may move them within the bounds.
"""

from typing import Any, Final, Literal

from django.utils.translation import gettext_lazy as _

MEETING: Final = "Organisation du service ; à valider par chaque déploiement"
Row = tuple[str, Literal["days", "hours"], Any, int, int, int, str]

APPOINTMENT_FIGURES: Final[tuple[Row, ...]] = (
    (
        "horizon_days",
        "days",
        _("Rendez-vous : horaires proposés jusqu’à"),
        28,
        7,
        120,
        MEETING,
    ),
    (
        "notice_hours",
        "hours",
        _("Rendez-vous : horaires proposés à la personne au plus tôt dans"),
        12,
        1,
        96,
        MEETING,
    ),
    ("link_days", "days", _("Rendez-vous : lien pour choisir, valable"), 30, 1, 60, MEETING),
    ("reminder_hours", "hours", _("Rendez-vous : rappel envoyé avant"), 48, 2, 168, MEETING),
    ("call_days", "days", _("Rendez-vous manqué : appel proposé pendant"), 30, 1, 90, MEETING),
)
