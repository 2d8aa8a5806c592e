from datetime import datetime

from django.db import connection, transaction

from jalon.accounts.actor import Actor
from jalon.retention.models import Foreseen
from jalon.retention.queries.calendar import ENDING, STARTED, durations
from jalon.territories.zones import local_day

# A suspended dossier has no end: it counts among those that stand, not among those to come.
COUNT = f"""
INSERT INTO retention_foreseen (made_on, organisation_id, what, month_from, count)
SELECT %(today)s, m.organisation_id, e.what,
       date_trunc('month', greatest(e.ends_on, %(today)s))::date, count(*)
FROM ({ENDING}) AS e JOIN dossiers_membership m ON m.id = e.referent_id
GROUP BY 2, 3, 4
UNION ALL
SELECT %(today)s, m.organisation_id,
       CASE WHEN s.archived_at IS NULL THEN 'active' ELSE 'archived' END, NULL, count(*)
FROM ({STARTED}) AS s JOIN dossiers_membership m ON m.id = s.referent_id
GROUP BY 2, 3"""  # noqa: S608 - made of constants alone


@transaction.atomic
def foresee_ends(*, by: Actor | None, at: datetime) -> int:
    """Count what ends, month by month and by organisation, for pages that may read no dossier.

    The platform itself does it (`by` is None). Returns the number of lines.
    """
    today = local_day(at)
    Foreseen.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(COUNT, {**durations(today).values(), "only": None})
        return int(cursor.rowcount)
