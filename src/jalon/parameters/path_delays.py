"""Delays that the law gives to the path of a person: name, unit, label, dated values.

A deployment decides none of them: a territory promises less in its strategy, never more. A change
of the law is another dated value, after those that are there.
"""

from datetime import date
from typing import Any, Final, Literal

from django.utils.translation import gettext_lazy as _

Row = tuple[str, Literal["weeks", "months"], Any, tuple[tuple[date, int, str], ...]]
REFORM: Final = date(2025, 1, 1)  # loi 2023-1196, generalised

PATH_DELAYS: Final[tuple[Row, ...]] = (
    (
        "orientation_weeks",
        "weeks",
        _("Orientation : décidée après l’information de l’organisme qui oriente, sous"),
        ((REFORM, 6, "CASF, art. D.262-65-2 ; décret 2024-1244"),),
    ),
    (
        "contract_months",
        "months",
        _("Contrat d’engagement : signé après la notification de l’orientation, sous"),
        ((REFORM, 1, "Décret 2024-1244 ; une réorientation fait courir un nouveau délai"),),
    ),
    (
        "contract_of_2025_months",
        "months",
        _("Contrat d’engagement des personnes accompagnées au 1er janvier 2025 : signé sous"),
        ((REFORM, 24, "Décret 2024-1244 ; personnes déjà accompagnées"),),
    ),
    (
        "social_review_months",
        "months",
        _("Parcours social : situation revue avec France Travail au bout de"),
        ((REFORM, 6, "CASF, art. L.262-31"),),
    ),
    (
        "social_review_longer_months",
        "months",
        _("La même, pour santé, handicap, invalidité, logement ou famille : au bout de"),
        ((REFORM, 12, "CASF, art. L.262-31 et D.262-65-2-1"),),
    ),
)
