"""Delays that the law gives to the path of a person: name, unit, label, value, text.

A deployment decides none of them: a territory promises less in its strategy, never more. A change
of the law is another dated value.
"""

from typing import Any, Final, Literal

from django.utils.translation import gettext_lazy as _

Row = tuple[str, Literal["weeks", "months"], Any, int, str]

PATH_DELAYS: Final[tuple[Row, ...]] = (
    (
        "orientation_weeks",
        "weeks",
        _("Orientation : décidée après l'information de l'organisme qui oriente, sous"),
        6,
        "CASF, art. D.262-65-2 ; décret 2024-1244",
    ),
    (
        "contract_months",
        "months",
        _("Contrat d'engagement : signé après la notification de l'orientation, sous"),
        1,
        "Décret 2024-1244 ; une réorientation fait courir un nouveau délai",
    ),
    (
        "contract_of_2025_months",
        "months",
        _("Contrat d'engagement des personnes accompagnées au 1er janvier 2025 : signé sous"),
        24,
        "Décret 2024-1244 ; personnes déjà accompagnées",
    ),
    (
        "social_review_months",
        "months",
        _("Parcours social : situation revue avec France Travail au bout de"),
        6,
        "CASF, art. L.262-31",
    ),
    (
        "social_review_longer_months",
        "months",
        _("La même, pour santé, handicap, invalidité, logement ou famille : au bout de"),
        12,
        "CASF, art. L.262-31 et D.262-65-2-1",
    ),
)
