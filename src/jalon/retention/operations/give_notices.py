from collections import Counter
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q

from jalon.accounts.actor import Actor
from jalon.accounts.models import Affiliation, AffiliationRole
from jalon.dossiers.models import Membership
from jalon.retention.queries.calendar import ENDING, durations
from jalon.territories.zones import local_day

TELL = f"""
INSERT INTO retention_notice (dossier_id, what, started_on, told_on)
SELECT e.id, e.what, e.started_on, %(today)s
FROM ({ENDING}) AS e LEFT JOIN retention_notice t ON t.dossier_id = e.id
WHERE e.what <> 'destroy' AND e.ends_on <= %(soon)s
  AND (t.dossier_id IS NULL OR (t.what, t.started_on) <> (e.what, e.started_on))
ORDER BY e.id LIMIT %(limit)s
ON CONFLICT (dossier_id) DO UPDATE
SET what = excluded.what, started_on = excluded.started_on, told_on = excluded.told_on
RETURNING dossier_id"""  # noqa: S608 - made of constants alone


@transaction.atomic
def give_notices(*, limit: int, by: Actor | None, at: datetime) -> Counter[str]:
    """Tell those who follow people whose dossiers will soon end: how many notices by address.

    The platform itself does it (`by` is None); the messages leave after the commit, and name
    nobody. A notice is given once for each contact from which time is counted. Where a seat waits
    for a name, those who answer for its organisation are told.
    """
    today = local_day(at)
    figures = durations(today)
    soon = today + timedelta(days=figures.notice)
    values = {**figures.values(), "only": None, "soon": soon, "limit": limit}
    with connection.cursor() as cursor:
        cursor.execute(TELL, values)
        dossiers = [dossier for (dossier,) in cursor.fetchall()]
    return _addresses(dossiers, at)


def _addresses(dossiers: list[int], at: datetime) -> Counter[str]:
    seats = Membership.objects.filter(dossier__in=dossiers, is_active_referent=True)
    followed = Counter(seats.exclude(affiliation=None).values_list("affiliation_id", flat=True))
    waiting = Counter(seats.filter(affiliation=None).values_list("organisation_id", flat=True))
    hats = Affiliation.objects.in_force(local_day(at)).filter(
        Q(pk__in=followed) | Q(role=AffiliationRole.MANAGER, organisation__in=list(waiting))
    )
    told: Counter[str] = Counter()
    for pk, organisation, role, email in hats.values_list(
        "pk", "organisation_id", "role", "user__email"
    ):
        told[email] += followed[pk]
        if role == AffiliationRole.MANAGER:
            told[email] += waiting[organisation]
    return told
