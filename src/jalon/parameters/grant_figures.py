"""Figures of the agreements of projects: name, unit, label, value, least, most, why."""

from typing import Any, Final, Literal

from django.utils.translation import gettext_lazy as _

PAYING: Final = (
    "Par analogie avec le décret 2018-514 du 25 juin 2018 (avance, acomptes) ; à valider par chaque"
    " déploiement"
)
SECRECY: Final = (
    "RGPD, art. 89 ; seuil de diffusion usuel de la statistique publique ; à valider par chaque"
    " déploiement"
)
DESK: Final = "Délai indicatif ; à valider par chaque déploiement"
Row = tuple[str, Literal["percent", "people", "months", "days"], Any, int, int, int, str]

GRANT_FIGURES: Final[tuple[Row, ...]] = (
    (
        "advance_percent",
        "percent",
        _("Convention : avance proposée, part de la subvention"),
        30,
        0,
        100,
        PAYING,
    ),
    (
        "instalment_percent",
        "percent",
        _("Convention : acompte proposé à mi-parcours, part de la subvention"),
        50,
        0,
        100,
        PAYING,
    ),
    ("report_every_months", "months", _("Convention : un rapport tous les"), 12, 1, 24, DESK),
    (
        "report_months",
        "months",
        _("Rapport d’un projet : remis après la fin de la période, dans les"),
        2,
        1,
        6,
        DESK,
    ),
    (
        "first_reminder_days",
        "days",
        _("Rapport d’un projet : premier rappel au porteur, avant l’échéance"),
        30,
        1,
        120,
        DESK,
    ),
    (
        "last_reminder_days",
        "days",
        _("Rapport d’un projet : dernier rappel au porteur, avant l’échéance"),
        7,
        1,
        60,
        DESK,
    ),
    (
        "late_reminder_days",
        "days",
        _("Rapport d’un projet en retard : rappel au porteur dès le lendemain, puis tous les"),
        30,
        1,
        120,
        DESK,
    ),
    (
        "least_count",
        "people",
        _("Rapport d’un projet : un nombre mesuré se lit à partir de"),
        11,
        5,
        100,
        SECRECY,
    ),
)
