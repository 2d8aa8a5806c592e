"""How somebody is tied to a dossier, and what follows from it: the matrix of rights, in Python.

The same answer as `jalon_gates` in the database (config.policy); a million random cases hold the
two together (tests/security).
"""

from dataclasses import dataclass

from django.db.models import Q

from jalon.access.policy.blocks import Block
from jalon.access.policy.in_force import matrix_in_force
from jalon.access.policy.rights import NO_RIGHTS, Links, Rights, rights_of_hat, rights_of_person
from jalon.accounts.actor import Actor, PersonActor
from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import AffiliationRole, Habilitation, HabilitationKind
from jalon.dossiers.models import Dossier, TeamRole


@dataclass(frozen=True)
class Part:
    """One block of one dossier: what a right to write is asked about."""

    dossier: Dossier
    block: Block


def rights(actor: Actor | PersonActor, dossier: Dossier) -> Rights:
    """Block by block, what this actor may do today with this dossier."""
    if dossier.archived_at is not None:
        return NO_RIGHTS
    matrix = matrix_in_force(actor.today)
    if isinstance(actor, PersonActor):
        is_own = dossier.person_id == actor.person_id
        return rights_of_person(matrix) if is_own else NO_RIGHTS
    return rights_of_hat(matrix, actor.organisation_kind, actor.role, links(actor, dossier))


def reads(actor: Actor | PersonActor, dossier: Dossier, block: Block) -> bool:
    return rights(actor, dossier).reads(block)


def writes(actor: Actor | PersonActor, dossier: Dossier, block: Block) -> bool:
    return rights(actor, dossier).writes(block)


def links(actor: Actor, dossier: Dossier) -> Links:
    """Every tie between a hat and a dossier that counts today."""
    seats = dossier.memberships.in_force(actor.today)
    own = seats.filter(affiliation_id=actor.affiliation_id)
    of_body = seats.filter(organisation_id=actor.organisation_id)
    return Links(
        seats=tuple(own.values_list("role", flat=True)),
        is_managed=actor.role == AffiliationRole.MANAGER and of_body.exists(),
        is_urgent=_is_urgent(actor, dossier),
        is_officer=actor.role == AffiliationRole.DATA_PROTECTION and _is_officer(actor, dossier),
        has_secrecy=has_secrecy(actor),
        addressed=_addressed(actor, dossier),
        objected=_objected(actor, dossier),
    )


def has_secrecy(actor: Actor) -> bool:
    """Whether the hat has, today, an express habilitation to professional secrecy."""
    trusts = Habilitation.objects.in_force(actor.today)
    return trusts.filter(
        affiliation_id=actor.affiliation_id, kind=HabilitationKind.SECRECY
    ).exists()


def _is_urgent(actor: Actor, dossier: Dossier) -> bool:
    if actor.at is None:
        return False
    accesses = dossier.exceptional_accesses.filter(closed_at=None, expires_at__gt=actor.at)
    return accesses.filter(affiliation_id=actor.affiliation_id).exists()


def _is_officer(actor: Actor, dossier: Dossier) -> bool:
    if actor.organisation_kind == OrganisationKind.OPERATOR:
        return True
    body = Q(organisation_id=actor.organisation_id)
    body |= Q(organisation__parent_id=actor.organisation_id)
    return dossier.memberships.filter(body, role=TeamRole.REFERENT, ended_at=None).exists()


def _addressed(actor: Actor, dossier: Dossier) -> tuple[str, ...]:
    in_force = Q(until_on=None) | Q(until_on__gt=actor.today)
    shared = dossier.sharings.filter(in_force, ended_at=None)
    return tuple(
        shared.filter(organisation_id=actor.organisation_id).values_list("block", flat=True)
    )


def _objected(actor: Actor, dossier: Dossier) -> tuple[str, ...]:
    for_body = Q(organisation=None) | Q(organisation_id=actor.organisation_id)
    return tuple(dossier.objections.filter(for_body, ended_at=None).values_list("block", flat=True))
