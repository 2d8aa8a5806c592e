"""What the person is told, or given, on her own pages: delays to contest, life of a code."""

from datetime import date
from typing import Final

from django.utils.translation import gettext_lazy as _

from jalon.parameters.parameter import Bounds, Dated, Parameter

APPEAL: Final = "CJA, art. R.421-1"
CODES: Final = "RGPD, art. 32 ; à valider par chaque déploiement"
START: Final = date(2025, 1, 1)  # before the first day of any deployment

PERSON_FIGURES: Final = (
    Parameter(
        "space.contest_months",
        "int",
        "months",
        _("Décision d’orientation : délai pour saisir le tribunal administratif"),
        (Dated(START, 2, APPEAL),),
    ),
    Parameter(
        "space.code_days",
        "int",
        "days",
        _("Code remis en main propre pour ouvrir son espace : valable pendant"),
        (Dated(START, 30, CODES),),
        Bounds(1, 90, CODES),
    ),
    Parameter(
        "space.code_tries",
        "int",
        "",
        _("Code remis en main propre : essais avant qu’il ne serve plus"),
        (Dated(START, 5, CODES),),
        Bounds(1, 10, CODES),
    ),
    Parameter(
        "space.codes_per_day",
        "int",
        "",
        _("Espaces ouverts en main propre par un même compte professionnel, par jour"),
        (Dated(START, 10, CODES),),
        Bounds(1, 100, CODES),
    ),
    Parameter(
        "space.address_days",
        "int",
        "days",
        _("Adresse écrite par un professionnel : reçoit le code d’un espace déjà ouvert après"),
        (Dated(START, 7, CODES),),
        Bounds(1, 90, CODES),
    ),
)
