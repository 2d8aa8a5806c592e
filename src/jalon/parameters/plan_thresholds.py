"""From when the rules of a plan say something: key, unit, label, value, bounds.

Thresholds of the product, not of the law: each deployment may move them within the bounds.
"""

from typing import Any, Final, Literal

from django.utils.translation import gettext_lazy as _

PLAN: Final = "Règle écrite du plan ; seuil à valider par chaque déploiement"
Row = tuple[str, Literal["days", ""], Any, int, tuple[int, int]]

PLAN_THRESHOLDS: Final[tuple[Row, ...]] = (
    ("plans.no_contact_days", "days", _("Plan : signaler sans contact depuis"), 60, (15, 180)),
    ("plans.no_step_days", "days", _("Plan : signaler un objectif sans étape depuis"), 7, (1, 90)),
    (
        "plans.no_answer_days",
        "days",
        _("Plan : signaler une proposition sans réponse depuis"),
        14,
        (3, 90),
    ),
    (
        "plans.tries",
        "",
        _("Plan : signaler une étape faite sans effet, essais au moins"),
        2,
        (2, 10),
    ),
)
