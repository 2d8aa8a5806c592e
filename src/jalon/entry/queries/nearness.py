"""What brings a professional near to a person: her commune, her language, her age."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from jalon.access.policy.blocks import Block
from jalon.accounts.actor import Actor
from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import Affiliation
from jalon.dossiers.forms.choices import language_name
from jalon.dossiers.models import Dossier
from jalon.dossiers.rules import rights
from jalon.entry.models import SpokenLanguages
from jalon.entry.referential import edition_of
from jalon.people.models import Contact
from jalon.territories.models import Territory, TerritoryKind


@dataclass(frozen=True)
class Nearness:
    """What is known of where she lives and of her age; nothing known, nothing said."""

    commune: Territory | None
    is_young: bool
    language: str

    def reasons(self, hat: Affiliation, spoken: Collection[str]) -> list[str]:
        """In sentences, as the other reasons of a candidate; `spoken`, by this hat."""
        said, body = [], hat.organisation
        if self.language in spoken:
            said.append(_("parle %(language)s") % {"language": language_name(self.language)})
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
    contact = None
    if allows.reads(Block.CONTACT):
        contact = Contact.objects.filter(person_id=dossier.person_id).first()
    born = dossier.person.birth_year if allows.reads(Block.IDENTITY) else None
    until = edition_of(actor.today)["young_until_age"]
    return Nearness(
        commune=_commune(contact) if contact and contact.commune_code else None,
        is_young=born is not None and actor.today.year - born <= until,
        language=contact.language if contact else "",
    )


def _commune(contact: Contact) -> Territory | None:
    return Territory.objects.filter(kind=TerritoryKind.COMMUNE, code=contact.commune_code).first()


def spoken_by(hats: Collection[int]) -> dict[int, list[str]]:
    """The languages that these hats say they speak, besides French."""
    said = SpokenLanguages.objects.filter(pk__in=hats)
    return {hat: codes.split() for hat, codes in said.values_list("pk", "codes")}
