"""Who reads, writes and adopts the strategy of a territory. The whole answer is in this file.

What is adopted binds everybody, so everybody reads it, without an account. What is being written is
read by the bodies of the territory. It is adopted by the authority of that territory, and never by
whoever proposed it.
"""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from jalon.access.rules import Permission, rule
from jalon.accounts.actor import Actor
from jalon.accounts.kinds import Competence, OrganisationKind
from jalon.accounts.models import Affiliation, AffiliationRole, Organisation
from jalon.strategies.models import Strategy, StrategyStatus
from jalon.strategies.models.strategy import BINDING
from jalon.territories.models import Territory, TerritoryKind
from jalon.territories.queries import covers

ANSWERING: Final = frozenset({AffiliationRole.MANAGER, AffiliationRole.STEERING})
TAKING_PART: Final = frozenset({Competence.STEER, Competence.ORIENT, Competence.LEAD})
# The authorities whose assembly decides for a territory of each kind.
AUTHORITIES: Final = {
    TerritoryKind.REGION: OrganisationKind.REGION,
    TerritoryKind.DEPARTMENT: OrganisationKind.DEPARTEMENT,
    TerritoryKind.EPCI: OrganisationKind.EPCI,
    TerritoryKind.COMMUNE: OrganisationKind.COMMUNE,
}


def place_of(actor: Actor) -> Territory:
    """Where the body that is acted for works."""
    return Organisation.objects.select_related("territory").get(pk=actor.organisation_id).territory


@rule
def acts_here(actor: Actor, territory: Territory | None) -> bool:
    """For a body whose territory holds this one, or is within it."""
    if territory is None or actor.affiliation_id is None:
        return False
    place = place_of(actor)
    return covers(territory, place) or covers(place, territory)


@rule
def takes_part(actor: Actor, territory: Territory | None) -> bool:
    """Answers for a body that steers, orients or leads the support of people."""
    return actor.role in ANSWERING and bool(actor.competences & TAKING_PART)


@rule
def has_an_authority(actor: Actor, territory: Territory | None) -> bool:
    """The strategy of a country is its law: nobody writes it here."""
    return territory is not None and TerritoryKind(territory.kind) in AUTHORITIES


@rule
def binds(actor: Actor, strategy: Strategy) -> bool:
    return strategy.status in BINDING


@rule
def is_of_one_s_territory(actor: Actor, strategy: Strategy) -> bool:
    return acts_here.holds(actor, strategy.territory)


@rule
def is_the_authority(actor: Actor, strategy: Strategy) -> bool:
    territory = strategy.territory
    if territory is None or actor.role not in ANSWERING:
        return False
    kind = AUTHORITIES.get(TerritoryKind(territory.kind))
    return actor.organisation_kind == kind and place_of(actor).pk == territory.pk


@rule
def is_a_second_person(actor: Actor, strategy: Strategy) -> bool:
    """Another human than who proposed: neither another hat, nor a namesake's account."""
    if strategy.proposed_by is None:
        return True
    proposer = strategy.proposed_by.user
    return proposer.pk != actor.user_id and proposer.name.casefold() != actor.name.casefold()


@dataclass(frozen=True)
class Agreed:
    """A version that an agreement contains: which authority signed it, who had proposed it.

    `signed_by` is whose signature, for that authority, is the adoption. `text` names the
    agreement, with its date: it is what the adoption refers to.
    """

    strategy: Strategy
    authority: Organisation
    proposed_by: Affiliation
    signed_by: Affiliation
    text: str


@rule
def is_signed_by_the_authority(actor: Actor, agreed: Agreed) -> bool:
    """The signature of the body whose assembly decides for that territory, and of no other."""
    territory = agreed.strategy.territory
    if territory is None or actor.affiliation_id is None or actor.role not in ANSWERING:
        return False
    kind = AUTHORITIES.get(TerritoryKind(territory.kind))
    return agreed.authority.kind == kind and agreed.authority.territory_id == territory.pk


@rule
def is_not_whoever_proposed(actor: Actor, agreed: Agreed) -> bool:
    """Neither who acts nor who signed for the authority is who proposed, under whatever hat."""
    proposers = [agreed.proposed_by.user]
    if agreed.strategy.proposed_by is not None:
        proposers.append(agreed.strategy.proposed_by.user)
    signer = agreed.signed_by.user
    others = ((actor.user_id, actor.name), (signer.pk, signer.name))
    return not any(
        proposer.pk == pk or proposer.name.casefold() == name.casefold()
        for proposer in proposers
        for pk, name in others
    )


@rule
def is_proposed(actor: Actor, strategy: Strategy) -> bool:
    return strategy.status == StrategyStatus.PROPOSED


READ_STRATEGY = Permission(
    "strategy.read",
    binds | is_of_one_s_territory,
    _("Une version en préparation se lit dans les organismes de son territoire."),
)
WRITE_STRATEGY = Permission(
    "strategy.write",
    acts_here & takes_part & has_an_authority,
    _(
        "La stratégie d’un territoire s’écrit par les personnes responsables ou chargées du"
        " pilotage, dans les organismes qui y pilotent, orientent ou accompagnent."
    ),
)
ADOPT_STRATEGY = Permission(
    "strategy.adopt",
    is_the_authority & is_a_second_person,
    _(
        "La stratégie d’un territoire est adoptée par la collectivité de ce territoire, et par une"
        " autre personne que celle qui l’a proposée."
    ),
)
ADOPT_AGREED_STRATEGY = Permission(
    "agreed_strategy.adopt",
    is_signed_by_the_authority & is_not_whoever_proposed,
    _(
        "La stratégie qu’une convention contient est adoptée par la signature de la collectivité de"
        " ce territoire, et par une autre personne que celle qui l’a proposée."
    ),
)
