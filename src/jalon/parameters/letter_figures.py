"""Figures of the letters of commitment: name, unit, label, value, least, most, why."""

from typing import Any, Final, Literal

from django.utils.translation import gettext_lazy as _

SECURITY: Final = "RGPD, art. 32 ; à valider par chaque déploiement"
DESK: Final = "Égalité de traitement des candidatures ; à valider par chaque déploiement"
Row = tuple[str, Literal["", "days", "minutes"], Any, int, int, int, str]

LETTER_FIGURES: Final[tuple[Row, ...]] = (
    ("days", "days", _("Lettre d’engagement : à signer pendant"), 21, 1, 90, DESK),
    ("reminder_days", "days", _("La même : rappelée à qui la signe tous les"), 5, 1, 30, DESK),
    (
        "code_minutes",
        "minutes",
        _("Code reçu pour signer une lettre d’engagement : valable pendant"),
        30,
        5,
        60,
        SECURITY,
    ),
    ("code_tries", "", _("Le même : essais, au plus"), 5, 3, 5, SECURITY),
    ("codes_per_day", "", _("Codes envoyés par lettre et par jour, au plus"), 5, 1, 10, SECURITY),
)
