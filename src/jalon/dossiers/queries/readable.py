"""The dossiers an actor may read: what every list, page, stream and export starts from."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from jalon.access.policy.blocks import Block
from jalon.access.policy.capacities import seated_capacity
from jalon.access.policy.in_force import matrix_in_force
from jalon.access.policy.levels import WRITING
from jalon.accounts.actor import Actor
from jalon.accounts.models import AffiliationRole
from jalon.dossiers.models import (
    Dossier,
    ExceptionalAccess,
    Limitation,
    Membership,
    Objection,
    TeamRole,
)
from jalon.dossiers.rules import ROLES_WITH_PEOPLE, has_secrecy


def readable(actor: Actor) -> QuerySet[Dossier]:
    """The dossiers READ_DOSSIER allows; tests/dossiers/test_rules.py keeps the two in step."""
    held = Q(affiliation_id=actor.affiliation_id)
    if actor.role == AffiliationRole.MANAGER:
        held |= Q(organisation_id=actor.organisation_id)
    return _with_a_seat(actor, held, or_urgent=True)


def writable(actor: Actor) -> QuerySet[Dossier]:
    """The dossiers WRITE_DOSSIER allows."""
    return _with_a_seat(actor, Q(affiliation_id=actor.affiliation_id))


def writable_in(actor: Actor, block: Block) -> QuerySet[Dossier]:
    """The dossiers in which WRITE_BLOCK allows this block."""
    matrix = matrix_in_force(actor.today)
    roles = []
    for role in TeamRole.values:
        cell = matrix[seated_capacity(actor.organisation_kind, actor.role, role)][block]
        if cell.level in WRITING and (not cell.needs_secrecy or has_secrecy(actor)):
            roles.append(role)
    seats = Q(affiliation_id=actor.affiliation_id, role__in=roles)
    limits = Limitation.objects.filter(
        dossier=OuterRef("pk"),
        block__in={"", block} if block != Block.TEAM else set(),
        ended_at=None,
    )
    return _with_a_seat(actor, seats, block=block).filter(~Exists(limits))


def _with_a_seat(
    actor: Actor, held: Q, *, block: str = "", or_urgent: bool = False
) -> QuerySet[Dossier]:
    if actor.role not in ROLES_WITH_PEOPLE:
        return Dossier.objects.none()
    seats = Membership.objects.in_force(actor.today).filter(held, dossier=OuterRef("pk"))
    for_body = Q(organisation=None) | Q(organisation_id=actor.organisation_id)
    refused = Objection.objects.filter(
        for_body, dossier=OuterRef("pk"), block__in={"", block}, ended_at=None
    )
    seated = Dossier.objects.filter(Exists(seats), ~Exists(refused), archived_at=None)
    if not or_urgent or actor.at is None:
        return seated
    open_now = ExceptionalAccess.objects.open_to(actor.affiliation_id, at=actor.at, on=actor.today)
    # A union, not an "or": with an "or" the database would look at every dossier there is.
    both = seated.values("pk").union(open_now.values("dossier"), all=True)
    return Dossier.objects.filter(pk__in=both, archived_at=None)
