"""Figures of the contract of engagement: name, unit, label, value, least, most, text."""

from typing import Any, Final, Literal

from django.utils.translation import gettext_lazy as _

Row = tuple[str, Literal["", "hours", "minutes"], Any, int, int, int, str]

PRINCIPLE: Final = (
    "Code du travail, art. L.5411-6 (loi 2023-1196, art. 2) ; toujours adapté à la situation :"
    " Conseil constitutionnel, décision 2023-858 DC, § 35"
)
WEEK: Final = (
    "Code du travail, art. L.3121-27 ; Conseil constitutionnel, décision 2023-858 DC, § 35"
)
SECURITY: Final = "RGPD, art. 32 ; à valider par chaque déploiement"

CONTRACT_FIGURES: Final[tuple[Row, ...]] = (
    (
        "weekly_hours",
        "hours",
        _("Contrat d’engagement : heures d’activité par semaine, en principe"),
        15,
        0,
        15,
        PRINCIPLE,
    ),
    (
        "longest_weekly_hours",
        "hours",
        _("Contrat d’engagement : heures d’activité par semaine, au plus"),
        35,
        15,
        35,
        WEEK,
    ),
    (
        "code_minutes",
        "minutes",
        _("Code reçu par la personne pour donner son accord : valable pendant"),
        30,
        5,
        60,
        SECURITY,
    ),
    ("code_tries", "", _("Le même : essais, au plus"), 5, 3, 5, SECURITY),
    ("codes_per_day", "", _("Codes envoyés par contrat et par jour, au plus"), 5, 1, 10, SECURITY),
)
