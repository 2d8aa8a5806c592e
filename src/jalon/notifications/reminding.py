"""Dates that come or have passed: commitments, in both directions, and deadlines of one's dossiers.

Written by the keeper, in bulk. Who may see each is asked when it is shown and when a digest leaves:
row security answers, in the name of its reader.
"""

from datetime import date, datetime, timedelta
from typing import Final

from django.db import connection, transaction

from jalon.accounts.models import Affiliation
from jalon.contracts.queries.due import Reminder, due_commitments
from jalon.dossiers.models import Membership, TeamRole
from jalon.notifications.models import Notification, Way
from jalon.notifications.queries.desk import kept_at_the_desk
from jalon.notifications.queries.recipients import ties_of
from jalon.notifications.rules import RULES
from jalon.people.ways import way_of
from jalon.territories.zones import local_day

SOON: Final = timedelta(days=3)
LATELY: Final = timedelta(days=3)  # what was late before the keeper knew of it is on its own page

# A deadline that has just passed, told to the référent whose body answers for it.
LATE: Final = """
INSERT INTO notifications_notification
    (public_id, user_id, affiliation_id, dossier_id, kind, need, key, family, way, at)
SELECT gen_random_uuid(), hat.user_id, hat.id, late.dossier_id, 'deadline.late', late.need,
       concat_ws('/', 'deadline', late.id, late.due_on), 'reminder',
       coalesce(chosen.way, 'daily'), %(at)s
FROM deadlines_deadline AS late
JOIN dossiers_dossier AS dossier ON dossier.id = late.dossier_id AND dossier.closed_at IS NULL
JOIN dossiers_membership AS seat ON seat.id = dossier.referent_id
JOIN accounts_affiliation AS hat ON hat.id = seat.affiliation_id
LEFT JOIN notifications_preference AS chosen
    ON chosen.user_id = hat.user_id AND chosen.family = 'reminder'
WHERE late.state = 'running' AND late.due_on < %(today)s AND late.due_on >= %(since)s
  AND late.organisation_id = seat.organisation_id
ON CONFLICT (user_id, affiliation_id, key) DO NOTHING"""


def remind(at: datetime) -> None:
    """What is due within three days, what was due and is not done; each date once."""
    today = local_day(at)
    for one in due_commitments(on=today, until=today + SOON):
        if one.due_on >= today - LATELY:
            _remind(one, today, at)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(LATE, {"at": at, "today": today, "since": today - LATELY})


def forget_desk(at: datetime) -> None:
    """What the desk for calls told long ago."""
    since = at - kept_at_the_desk(local_day(at))
    Notification.objects.filter(dossier=None, at__lt=since).delete()


@transaction.atomic
def _remind(one: Reminder, today: date, at: datetime) -> None:
    """Both sides know: who promised, and to whom it was promised."""
    when = "late" if one.is_late else "due"
    kind = f"{'commitment' if one.is_of_person else 'promise'}.{when}"
    key = f"commitment/{one.commitment_id}/{one.due_on}/{when}"
    if Notification.objects.filter(key=key).exists():
        return
    Notification.objects.bulk_create(
        [
            Notification(
                user_id=user, affiliation_id=hat, dossier_id=one.dossier_id, kind=kind, need="K",
                key=key, family=RULES[kind].family, way=Way.DAILY, at=at,
            )
            for user, hat in _both_sides(one, today)
        ]
    )  # fmt: skip


def _both_sides(one: Reminder, today: date) -> list[tuple[int | None, int | None]]:
    """(account, hat): the person's, and that of who answers for it; of the référent when nobody was
    named, or has left since. (None, None): the person, who has no account but a way to be told.
    """
    sides: list[tuple[int | None, int | None]]
    sides = [(tie.user_id, None) for tie in ties_of(one.person_id)]
    if not sides and way_of(one.person_id):
        sides = [(None, None)]
    in_force = Affiliation.objects.in_force(today)
    hat = in_force.filter(pk=one.answers.pk).first() if one.answers else None
    if hat is None:
        seats = Membership.objects.filter(
            dossier_id=one.dossier_id, role=TeamRole.REFERENT, ended_at=None
        )
        hat = in_force.filter(pk__in=seats.values("affiliation")).first()
    return sides + ([(hat.user_id, hat.pk)] if hat else [])
