"""What brings a professional near to a person: her commune, and bodies made for her age."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from jalon.access.policy.blocks import Block
from jalon.accounts.actor import Actor
from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import Affiliation
from jalon.dossiers.models import Dossier
from jalon.dossiers.rules import rights
from jalon.entry.referential import edition_of
from jalon.people.models import Contact
from jalon.territories.models import Territory, TerritoryKind


@dataclass(frozen=True)
class Nearness:
    """What is known of where she lives and of her age; nothing known, nothing said."""

    commune: Territory | None
    is_young: bool

    def reasons(self, hat: Affiliation) -> list[str]:
        """In sentences, as the other reasons of a candidate."""
        said, body = [], hat.organisation
        if self.commune and body.territory_id == self.commune.pk:
            said.append(_("dans sa commune"))
        elif self.commune and body.territory_id == (self.commune.epci_id or 0):
            said.append(_("dans son intercommunalité"))
        if self.is_young and body.kind == OrganisationKind.MISSION_LOCALE:
            said.append(_("accompagne les jeunes"))
        return said


def nearness(actor: Actor, dossier: Dossier) -> Nearness:
    """As far as this reader may know: the address under its block, the age under identity's."""
    allows = rights(actor, dossier)
    commune = _commune(dossier) if allows.reads(Block.CONTACT) else None
    born = dossier.person.birth_year if allows.reads(Block.IDENTITY) else None
    until = edition_of(actor.today)["young_until_age"]
    return Nearness(commune, is_young=born is not None and actor.today.year - born <= until)


def _commune(dossier: Dossier) -> Territory | None:
    known = Contact.objects.filter(person_id=dossier.person_id).exclude(commune_code="")
    codes = known.values_list("commune_code", flat=True)
    return Territory.objects.filter(kind=TerritoryKind.COMMUNE, code__in=codes).first()
