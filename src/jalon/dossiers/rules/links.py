"""How somebody is tied to a dossier, and what follows from it: the matrix of rights, in Python.

The same answer as `jalon_gates` in the database (config.policy); a million random cases hold the
two together (tests/security).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from jalon.access.policy.blocks import Block
from jalon.access.policy.in_force import matrix_in_force
from jalon.access.policy.rights import NO_RIGHTS, Links, Rights, rights_of_hat, rights_of_person
from jalon.accounts.actor import Actor, PersonActor
from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import AffiliationRole, Habilitation, HabilitationKind
from jalon.dossiers.models import (
    Dossier,
    ExceptionalAccess,
    Limitation,
    Membership,
    Objection,
    Sharing,
    TeamRole,
)


@dataclass(frozen=True)
class Part:
    """One block of one dossier: what a right to write is asked about."""

    dossier: Dossier
    block: Block


def rights(actor: Actor | PersonActor, dossier: Dossier) -> Rights:
    """Block by block, what this actor may do today with this dossier.

    Archived, an officer alone still meets it: its person keeps every right over it.
    """
    if dossier.archived_at is not None and actor.role != AffiliationRole.DATA_PROTECTION:
        return NO_RIGHTS
    matrix = matrix_in_force(actor.today)
    if isinstance(actor, PersonActor):
        is_own = dossier.person_id == actor.person_id
        return rights_of_person(matrix) if is_own else NO_RIGHTS
    tied = links(actor, [dossier.pk])[dossier.pk]
    return rights_of_hat(matrix, actor.organisation_kind, actor.role, tied)


def reads(actor: Actor | PersonActor, dossier: Dossier, block: Block) -> bool:
    return rights(actor, dossier).reads(block)


def writes(actor: Actor | PersonActor, dossier: Dossier, block: Block) -> bool:
    return rights(actor, dossier).writes(block)


def links(actor: Actor, dossiers: Sequence[int]) -> dict[int, Links]:
    """Every tie between a hat and each of these dossiers that counts today, in seven statements."""
    seats = Membership.objects.in_force(actor.today).filter(dossier_id__in=dossiers)
    roles = _by_dossier(seats.filter(affiliation_id=actor.affiliation_id), "role")
    managed = _managed(actor, seats)
    urgent = _urgent(actor, dossiers)
    protected = _protected(actor, dossiers)
    shared = _by_dossier(_addressed(actor, dossiers), "block")
    objected = _by_dossier(_objected(actor, dossiers), "block")
    limited = _by_dossier(_limited(dossiers), "block")
    is_sworn = has_secrecy(actor)
    return {
        pk: Links(
            seats=roles[pk],
            is_managed=pk in managed,
            is_urgent=pk in urgent,
            is_officer=pk in protected,
            has_secrecy=is_sworn,
            addressed=shared[pk],
            objected=objected[pk],
            limited=limited[pk],
        )
        for pk in dossiers
    }


def _by_dossier(rows: QuerySet[Any], field: str) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = defaultdict(tuple)
    for pk, value in rows.values_list("dossier_id", field):
        found[pk] += (value,)
    return found


def has_secrecy(actor: Actor) -> bool:
    """Whether the hat has, today, an express habilitation to professional secrecy."""
    trusts = Habilitation.objects.in_force(actor.today)
    return trusts.filter(
        affiliation_id=actor.affiliation_id, kind=HabilitationKind.SECRECY
    ).exists()


def _managed(actor: Actor, seats: QuerySet[Membership]) -> set[int]:
    if actor.role != AffiliationRole.MANAGER:
        return set()
    of_body = seats.filter(organisation_id=actor.organisation_id)
    return set(of_body.values_list("dossier_id", flat=True))


def _urgent(actor: Actor, dossiers: Sequence[int]) -> set[int]:
    if actor.at is None:
        return set()
    accesses = ExceptionalAccess.objects.open_to(actor.affiliation_id, at=actor.at, on=actor.today)
    return set(accesses.filter(dossier_id__in=dossiers).values_list("dossier_id", flat=True))


def _protected(actor: Actor, dossiers: Sequence[int]) -> set[int]:
    if actor.role != AffiliationRole.DATA_PROTECTION:
        return set()
    if actor.organisation_kind == OrganisationKind.OPERATOR:
        return set(dossiers)
    body = Q(organisation_id=actor.organisation_id)
    body |= Q(organisation__parent_id=actor.organisation_id)
    seats = Membership.objects.filter(body, role=TeamRole.REFERENT, ended_at=None)
    return set(seats.filter(dossier_id__in=dossiers).values_list("dossier_id", flat=True))


def _addressed(actor: Actor, dossiers: Sequence[int]) -> QuerySet[Sharing]:
    in_force = Q(until_on=None) | Q(until_on__gt=actor.today)
    shared = Sharing.objects.filter(in_force, dossier_id__in=dossiers, ended_at=None)
    return shared.filter(organisation_id=actor.organisation_id)


def _limited(dossiers: Sequence[int]) -> QuerySet[Limitation]:
    return Limitation.objects.filter(dossier_id__in=dossiers, ended_at=None)


def _objected(actor: Actor, dossiers: Sequence[int]) -> QuerySet[Objection]:
    for_body = Q(organisation=None) | Q(organisation_id=actor.organisation_id)
    return Objection.objects.filter(for_body, dossier_id__in=dossiers, ended_at=None)
