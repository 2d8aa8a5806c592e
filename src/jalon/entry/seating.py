"""The seat of an officer around a person, while the orientation is in their hands; and what one is
shown before one has a seat.
"""

from datetime import date, datetime

from django.db import connection

from jalon.accounts.actor import Actor
from jalon.accounts.models import Affiliation
from jalon.dossiers.models import Dossier, Membership, TeamRole
from jalon.dossiers.operations import end_expired_memberships
from jalon.entry.models import Orientation, Reorientation


def is_free(waiting: Orientation | Reorientation, by: Actor) -> bool:
    """Nobody has it in hand; or the same officer, or somebody who has left since."""
    if waiting.taken_by_id in {None, by.affiliation_id}:
        return True
    return not Affiliation.objects.in_force(by.today).filter(pk=waiting.taken_by_id).exists()


def may_sit(dossier_id: int, by: Actor) -> bool:
    """What row-level security asks before the officer who has it in hand sits down: not closed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT jalon_is_orienting(%s, %s)", [by.affiliation_id, dossier_id])
        [(answer,)] = cursor.fetchall()
    return bool(answer)


def seat_officer(dossier_id: int, by: Actor, at: datetime) -> Membership:
    """The seat of the officer, given now unless they hold one around the person already.

    One held before, whose day has passed, ends first.
    """
    dossier, hat = Dossier(pk=dossier_id), Affiliation(pk=by.affiliation_id)
    end_expired_memberships(dossier=dossier, affiliation=hat, by=by, at=at)
    held = Membership.objects.in_force(by.today).filter(
        dossier_id=dossier_id, affiliation_id=by.affiliation_id
    )
    return held.order_by("pk").first() or Membership.objects.create(
        dossier_id=dossier_id,
        organisation_id=by.organisation_id,
        affiliation_id=by.affiliation_id,
        role=TeamRole.ORIENTATION,
        started_on=by.today,
    )


def unseat_officer(dossier_id: int, affiliation_id: int | None, at: datetime) -> list[int]:
    """End the seat that came with the orientation: the numbers of those ended, one at most."""
    if affiliation_id is None:
        return []
    held = Membership.objects.filter(
        dossier_id=dossier_id,
        affiliation_id=affiliation_id,
        role=TeamRole.ORIENTATION,
        ended_at=None,
    )
    ended = list(held.values_list("pk", flat=True))
    held.filter(pk__in=ended).update(ended_at=at)
    return ended


def due_on(received_on: date, weeks: int) -> date:
    """The last day to decide; the delay of the law runs in whole weeks."""
    return date.fromordinal(received_on.toordinal() + 7 * weeks)
