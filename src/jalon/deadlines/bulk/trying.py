"""What a version would move in running dossiers, were it to bind: counted, nothing written."""

from collections import Counter
from datetime import date, datetime, time
from typing import Any, Final

from django.db import connection
from django.utils import timezone

from jalon.strategies.effects import Effect, Kind
from jalon.strategies.models import Strategy

KINDS: Final[tuple[Kind, ...]] = ("sooner", "later", "late", "new", "gone")
# With the rights of the tables: whoever decides of a strategy reads no dossier, and gets figures of
# two thousand at a time; fewer cannot be asked for, but at the end of the list.
TRY: Final = """
DROP FUNCTION IF EXISTS jalon_try_strategy(bigint, timestamptz, bigint);
CREATE OR REPLACE FUNCTION jalon_try_steps(tried bigint, moment timestamptz, beyond bigint)
RETURNS TABLE (last bigint, step text, sooner bigint, later bigint, late bigint, added bigint,
               removed bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $body$
DECLARE
    place bigint := (SELECT territory_id FROM public.strategies_strategy WHERE id = tried);
    day date := (moment AT TIME ZONE 'Europe/Paris')::date;
    few bigint[] := ARRAY(
        SELECT dossier.id FROM public.dossiers_dossier AS dossier
        JOIN public.dossiers_membership AS seat ON seat.id = dossier.referent_id
        JOIN public.accounts_organisation AS lead ON lead.id = seat.organisation_id
        JOIN public.territories_territory AS here ON here.id = lead.territory_id
        WHERE dossier.id > beyond AND dossier.archived_at IS NULL AND dossier.closed_at IS NULL
          AND (place IS NULL
               OR place IN (here.id, here.epci_id, here.department_id, here.region_id))
        ORDER BY dossier.id LIMIT 2000);
BEGIN
    IF cardinality(few) = 0 THEN
        RETURN;
    END IF;
    RETURN QUERY
        SELECT few[cardinality(few)], '', 0::bigint, 0::bigint, 0::bigint, 0::bigint, 0::bigint
        UNION ALL
        SELECT few[cardinality(few)], code,
               count(*) FILTER (WHERE becomes.due_on < is_now.due_on),
               count(*) FILTER (WHERE becomes.due_on > is_now.due_on),
               count(*) FILTER (WHERE becomes.due_on < day
                                AND (is_now.due_on >= day OR is_now.due_on IS NULL)),
               count(*) FILTER (WHERE is_now.due_on IS NULL),
               count(*) FILTER (WHERE becomes.due_on IS NULL)
        FROM (SELECT * FROM public.jalon_clock(few, moment, NULL) WHERE state = 'running') AS is_now
        FULL JOIN (SELECT * FROM public.jalon_clock(few, moment, tried)
                   WHERE state = 'running') AS becomes
            USING (dossier_id, code, thread, occurrence)
        GROUP BY code;
END
$body$
"""


def count_effects(strategy: Strategy, valid_from: date) -> list[Effect]:
    """How many running deadlines of each step would come sooner, later, late, or be new, or gone.

    What does not move is not said.
    """
    moment = timezone.make_aware(datetime.combine(valid_from, time(12)))
    totals: Counter[tuple[str, Kind]] = Counter()
    last = 0
    while rows := _batch(strategy, moment, last):
        for last, step, *counted in rows:  # noqa: B007 - the same in each row of a batch
            for kind, count in zip(KINDS, counted, strict=True):
                totals[step, kind] += count
    return [Effect(kind, count, step) for (step, kind), count in totals.items() if count]


def _batch(strategy: Strategy, moment: datetime, last: int) -> list[Any]:
    """One row for each step that moves, and one that says how far it went; none at the end."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM jalon_try_steps(%s, %s, %s)", [strategy.pk, moment, last])
        return cursor.fetchall()
