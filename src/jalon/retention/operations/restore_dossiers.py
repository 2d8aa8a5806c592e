from datetime import datetime, timedelta

from django.db import connection, transaction

from jalon.accounts.actor import Actor
from jalon.retention.bulk.returning import restore

# The index of openings finds the few of the last days; whoever opened is still the référent.
RETURNED = """
SELECT DISTINCT was.person_id
FROM dossiers_dossier AS is_now
JOIN dossiers_dossier AS was ON was.person_id = is_now.person_id
JOIN dossiers_membership AS then_seat ON then_seat.id = was.referent_id
JOIN dossiers_membership AS seat ON seat.id = is_now.referent_id
WHERE is_now.closed_at IS NULL AND is_now.opened_at > %(since)s
  AND was.archived_at < is_now.opened_at
  AND then_seat.affiliation_id = seat.affiliation_id
"""
LATELY = timedelta(days=3)


@transaction.atomic
def restore_dossiers(*, by: Actor | None, at: datetime) -> int:
    """Give their archived dossiers back to référents who opened a new one for the same person.

    The platform itself does it (`by` is None); says how many. The new dossier is the open one; the
    former comes back closed, to be read. A newcomer to the person is given nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute(RETURNED, {"since": at - LATELY})
        people = [person for (person,) in cursor.fetchall()]
    return sum(restore(person, None, at) for person in people)
