"""The words that criteria are written with: what a project may be asked, and how it is said.

`values` of a project are a plain mapping from these codes; a missing one, or None, is not known
yet. Whoever holds a project fills it (`projects`, or the simulator, by hand).
"""

from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from jalon.territories.models import ZoneKind

Zoning = ZoneKind  # the zones that a criterion may name are those that are recognised


@dataclass(frozen=True)
class Field:
    """One thing a project says. `yes` and `no` are whole sentences, for what is true or not."""

    code: str
    label: Any
    yes: Any = ""
    no: Any = ""


CARRIER_KIND: Final = "carrier_kind"  # code of OrganisationKind
MEMBERS: Final = "members"  # list of {"kind", "name", "letter_signed": bool or None}
DOCUMENTS: Final = "documents"  # codes of documents of the version
YES_OR_NO: Final = (
    Field(
        "department_agreement",
        _("Accord du conseil départemental"),
        _("Le conseil départemental a signé son accord."),
        _("Le conseil départemental n'a pas signé d'accord."),
    ),
    Field(
        "public_is_broad",
        _("Public du projet"),
        _("Le projet s'adresse à un public large."),
        _("Le projet ne s'adresse qu'à une partie du public."),
    ),
)
AMOUNTS: Final = (  # whole cents
    Field("state_cents", _("Part de l'État")),
    Field("carrier_cents", _("Part du porteur")),
    Field("total_cents", _("Total du plan de financement")),
)
DAYS: Final = (  # YYYY-MM-DD
    Field("starts_on", _("Début du projet")),
    Field("ends_on", _("Fin du projet")),
)
ZONINGS: Final = (  # lists of codes of Zoning
    Field("zonings_present", _("Zones présentes dans le périmètre")),
    Field("zonings_associated", _("Zones associées au projet")),
)
FIELDS: Final[dict[str, Field]] = {
    field.code: field
    for field in (
        Field(CARRIER_KIND, _("Porteur")),
        Field(MEMBERS, _("Membres du groupement")),
        *YES_OR_NO,
        *AMOUNTS,
        *DAYS,
        *ZONINGS,
        Field(DOCUMENTS, _("Pièces jointes")),
    )
}
# Figures of a version that a criterion may quote instead of repeating them.
FIGURES: Final[dict[str, Any]] = {
    "state_most_cents": _("le plafond de l'État fixé par l'appel"),
    "carrier_least_rate": _("la part du porteur fixée par l'appel"),
    "envelope_cents": _("l'enveloppe de l'appel"),
}


def of(fields: tuple[Field, ...]) -> list[str]:
    """Their codes."""
    return [field.code for field in fields]
