"""The dossiers an actor may read: what every list, page, stream and export starts from."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from jalon.accounts.actor import Actor
from jalon.accounts.models import AffiliationRole
from jalon.dossiers.models import Dossier, Membership
from jalon.dossiers.rules import ROLES_WITH_PEOPLE


def readable(actor: Actor) -> QuerySet[Dossier]:
    """The dossiers READ_DOSSIER allows; tests/dossiers/test_rules.py keeps the two in step."""
    return _with_a_seat(actor, _own_seat(actor) | _empty_seat(actor))


def writable(actor: Actor) -> QuerySet[Dossier]:
    """The dossiers WRITE_DOSSIER allows."""
    return _with_a_seat(actor, _own_seat(actor))


def _with_a_seat(actor: Actor, held: Q) -> QuerySet[Dossier]:
    if actor.role not in ROLES_WITH_PEOPLE:
        return Dossier.objects.none()
    seats = Membership.objects.in_force(actor.today).filter(held, dossier=OuterRef("pk"))
    return Dossier.objects.filter(Exists(seats), archived_at=None)


def _own_seat(actor: Actor) -> Q:
    return Q(affiliation_id=actor.affiliation_id)


def _empty_seat(actor: Actor) -> Q:
    if actor.role != AffiliationRole.MANAGER:
        return Q(pk__in=[])
    return Q(affiliation=None, organisation_id=actor.organisation_id)
