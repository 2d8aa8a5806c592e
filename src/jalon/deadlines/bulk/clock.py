# ruff: noqa: S608 - made of constants alone
"""The clock: what the steps in force make of the milestones of some dossiers, in one statement.

`jalon_clock(dossiers, moment, tried)` reads and writes nothing, with the rights of whoever asks.
`tried`, a version that does not bind yet, is taken as if it did from that day on. The same
arithmetic, written plainly, is the oracle of tests/deadlines/test_clock.py.

Dates, not instants: a milestone is a day where the dossier is, and a delay ends with its day. A
month ends on the day of the same number, or on the last of a shorter month.
"""

from typing import Final

from jalon.deadlines.milestones import NEED, NEEDS
from jalon.territories.zones import CALENDARS, METROPOLE, PARIS, ZONES


def _case(of: str, answers: dict[str, str], otherwise: str) -> str:
    whens = " ".join(f"WHEN '{key}' THEN '{value}'" for key, value in sorted(answers.items()))
    return f"CASE {of} {whens} ELSE '{otherwise}' END"


PARIS_OR_ITS_ZONE: Final = _case("department.code", ZONES, PARIS)

# Where each dossier is: the territory of its référent's organisation, with its clock and holidays.
PLACE: Final = f"""
    SELECT dossier.id AS dossier_id, dossier.closed_at IS NOT NULL AS is_closed,
           lead.id AS lead_id, lead.kind AS lead_kind, place.id AS place_id,
           department.id AS department_id,
           {_case("department.code", CALENDARS, METROPOLE)} AS calendar,
           (moment AT TIME ZONE {PARIS_OR_ITS_ZONE})::date AS today
    FROM public.dossiers_dossier AS dossier
    JOIN public.dossiers_membership AS seat ON seat.id = dossier.referent_id
    JOIN public.accounts_organisation AS lead ON lead.id = seat.organisation_id
    JOIN public.territories_territory AS place ON place.id = lead.territory_id
    LEFT JOIN public.territories_territory AS department
        ON department.id = CASE place.kind WHEN 'department' THEN place.id
                                           ELSE place.department_id END
    WHERE dossier.id = ANY(dossiers) AND dossier.archived_at IS NULL"""

# Which version binds each place, and when: its own, else that of what holds it, else the law's.
BINDING: Final = """
holders AS (
    SELECT DISTINCT place_id, holder.id AS holder_id, holder.rank
    FROM place JOIN public.territories_territory AS here ON here.id = place_id,
         LATERAL (VALUES (here.id, 1), (here.epci_id, 2), (here.department_id, 3),
                         (here.region_id, 4), (NULL, 5)) AS holder (id, rank)
    WHERE holder.id IS NOT NULL OR holder.rank = 5
), bound AS (
    SELECT place_id, rank, version.id AS strategy_id,
           CASE WHEN version.id = tried THEN daterange(first_day, NULL)
                WHEN tried IS NOT NULL
                     AND version.territory_id IS NOT DISTINCT FROM trial.territory_id
                THEN daterange(version.valid_from, version.valid_until) * daterange(NULL, first_day)
                ELSE daterange(version.valid_from, version.valid_until) END AS during
    FROM holders
    JOIN public.strategies_strategy AS version
        ON version.territory_id IS NOT DISTINCT FROM holder_id
       AND (version.status IN ('adopted', 'superseded') OR version.id = tried)
    LEFT JOIN public.strategies_strategy AS trial ON trial.id = tried,
    LATERAL (SELECT min(today) AS first_day FROM place) AS trial_day
), promised AS MATERIALIZED (
    SELECT one.place_id, one.during, step.*
    FROM (
        SELECT far.place_id, far.strategy_id, datemultirange(far.during) - coalesce((
                   SELECT range_agg(near.during) FROM bound AS near
                   WHERE near.place_id = far.place_id AND near.rank < far.rank), '{}') AS during
        FROM bound AS far
    ) AS one
    JOIN public.strategies_strategystep AS step ON step.strategy_id = one.strategy_id
    WHERE NOT isempty(one.during)
), uses AS MATERIALIZED (
    SELECT promised.place_id, promised.id AS step_id, used.code, promised.repeats,
           used.code = promised.starts_with AS starts, used.code = promised.ends_with AS ends,
           used.code = ANY(promised.restarts_with) AS restarts
    FROM promised, LATERAL (
        SELECT DISTINCT code
        FROM unnest(promised.restarts_with || promised.starts_with || promised.ends_with) AS code
    ) AS used
)"""

# What was said and not taken back, with the track known by then.
TOLD: Final = """
told AS MATERIALIZED (
    SELECT one.*, place.place_id, place.today, place.calendar, place.is_closed, place.lead_id,
           place.lead_kind, place.department_id,
           -- The track last decided: an array sorts by its day, then by its fact.
           (max(ARRAY[to_char(one.reached_on, 'YYYYMMDD'), lpad(one.position::text, 10, '0')]
                || one.details::text[]) FILTER (WHERE one.is_track) OVER (
               PARTITION BY one.dossier_id ORDER BY one.reached_on, one.position
               RANGE UNBOUNDED PRECEDING))[3:] AS tracks
    FROM place JOIN (
        SELECT said.*, said.code IN ('orientation_decided', 'orientation_notified')
                       AND said.details <> '{}' AS is_track
        FROM public.deadlines_dossiermilestone AS said
        WHERE said.dossier_id = ANY(dossiers) AND NOT said.undoes AND NOT EXISTS (
            SELECT FROM public.deadlines_dossiermilestone AS undoing
            WHERE undoing.dossier_id = said.dossier_id AND undoing.undoes
              AND undoing.code = said.code AND undoing.thing = said.thing
              AND undoing.position > said.position)
    ) AS one USING (dossier_id)
), stops AS MATERIALIZED (
    SELECT dossier_id, turn,
           (array_agg(reached_on ORDER BY rank) FILTER (WHERE code = 'suspended'))[1] AS from_on,
           (array_agg(details[1]::text ORDER BY rank)
               FILTER (WHERE code = 'suspended'))[1] AS reason,
           min(reached_on) FILTER (WHERE code = 'resumed') AS until_on
    FROM (
        SELECT dossier_id, code, reached_on, details,
               row_number() OVER along AS rank,
               count(*) FILTER (WHERE code = 'resumed') OVER (
                   along ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS turn
        FROM told WHERE code IN ('suspended', 'resumed')
        WINDOW along AS (PARTITION BY dossier_id ORDER BY reached_on, position)
    ) AS one
    GROUP BY dossier_id, turn
    HAVING bool_or(code = 'suspended')
)"""

# Each step's milestones in order of their days, cut into turns at each of its ends.
TURNS: Final = """
steps AS (
    SELECT told.dossier_id, uses.step_id, told.thread, told.id AS milestone_id, told.reached_on,
           uses.repeats, uses.starts, uses.restarts, uses.ends,
           row_number() OVER along AS rank,
           coalesce(bool_or(uses.starts) OVER (
               along ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), false) AS has_started
    FROM told JOIN uses ON uses.place_id = told.place_id AND uses.code = told.code
    WINDOW along AS (PARTITION BY told.dossier_id, uses.step_id, told.thread
                     ORDER BY told.reached_on, told.position, uses.ends DESC, told.code)
), cut AS (
    SELECT steps.*, ends AND has_started AS closes,
           count(*) FILTER (WHERE ends AND has_started) OVER (
               PARTITION BY dossier_id, step_id, thread ORDER BY rank
               ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS turn
    FROM steps
), opened AS (
    SELECT dossier_id, step_id, thread, turn, rank, milestone_id, reached_on, closes,
           restarts AND NOT closes AS restarts,
           starts AND NOT closes AND NOT (repeats AND turn > 0) AS opens
    FROM cut
    UNION ALL
    SELECT dossier_id, step_id, thread, turn + 1, rank, milestone_id, reached_on, false, false, true
    FROM cut WHERE closes AND repeats
), led AS (
    SELECT opened.*, min(rank) FILTER (WHERE opens) OVER (
               PARTITION BY dossier_id, step_id, thread, turn) AS opener
    FROM opened
), turns AS (
    SELECT dossier_id, step_id, thread, turn,
           (max(ARRAY[rank, milestone_id])
               FILTER (WHERE rank = opener AND opens OR restarts))[2] AS start_id,
           count(*) FILTER (WHERE restarts AND rank > opener) AS restarts,
           max(reached_on) FILTER (WHERE closes AND rank > opener) AS met_on
    FROM led WHERE rank >= opener
    GROUP BY dossier_id, step_id, thread, turn
), numbered AS MATERIALIZED (
    SELECT turns.*, row_number() OVER along AS occurrence,
           count(*) OVER (PARTITION BY dossier_id, step_id, thread) AS occurrences
    FROM turns WINDOW along AS (PARTITION BY dossier_id, step_id, thread ORDER BY turn)
)"""

# The delay of each turn, under the version in force the day it was met, or today.
DELAYS: Final = """
started AS MATERIALIZED (
    SELECT numbered.step_id, numbered.occurrence, numbered.occurrences, numbered.restarts,
           numbered.met_on, start.*
    FROM numbered JOIN told AS start ON start.id = numbered.start_id
), dated AS MATERIALIZED (
    SELECT start.dossier_id, start.step_id, promised.code, start.thread,
           start.occurrence::integer AS occurrence, start.code AS started_by,
           start.reached_on AS starts_on, start.position AS start_position, start.towards_id,
           start.restarts::integer AS restarts, start.met_on, longer.applies AS is_longer,
           promised.suspended_by, promised.responsible, promised.responsible_kinds,
           promised.ends_with, start.is_closed, start.lead_id, start.lead_kind, start.department_id,
           CASE CASE WHEN longer.applies THEN promised.longer_unit ELSE promised.unit END
               WHEN 'days' THEN start.reached_on + delay.count
               WHEN 'weeks' THEN start.reached_on + 7 * delay.count
               WHEN 'months' THEN (start.reached_on + make_interval(months => delay.count))::date
               ELSE coalesce((
                   SELECT last.day FROM public.territories_workingday AS last
                   WHERE last.calendar = start.calendar AND last.rank = delay.count + (
                       SELECT first.rank FROM public.territories_workingday AS first
                       WHERE first.calendar = start.calendar AND first.day <= start.reached_on
                       ORDER BY first.day DESC LIMIT 1)
               ), start.reached_on + 2 * delay.count)
           END AS due_on
    FROM started AS start
    JOIN promised ON promised.id = start.step_id AND promised.place_id = start.place_id
    CROSS JOIN LATERAL (SELECT promised.longer_when && start.details AS applies) AS longer
    CROSS JOIN LATERAL (
        SELECT CASE WHEN longer.applies THEN promised.longer_delay ELSE promised.delay END::integer
               AS count) AS delay
    WHERE promised.during @> coalesce(start.met_on, start.today)
      AND (promised.tracks = '{}' OR promised.tracks::text[] && start.tracks)
      AND (NOT promised.repeats OR start.occurrence > start.occurrences - 2)
), halted AS MATERIALIZED (
    SELECT dossier_id, step_id, thread, occurrence,
           sum(until_on - from_on) FILTER (WHERE counts AND until_on IS NOT NULL) AS days,
           min(from_on) FILTER (WHERE counts AND until_on IS NULL) AS suspended_on
    FROM (
        SELECT one.*, bool_and(from_on <= due_on + days_before) OVER (
                   PARTITION BY dossier_id, step_id, thread, occurrence
                   ORDER BY from_on, turn) AS counts
        FROM (
            SELECT one.*, coalesce(sum(until_on - from_on) OVER (
                       PARTITION BY dossier_id, step_id, thread, occurrence ORDER BY from_on, turn
                       ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)::integer
                       AS days_before
            FROM (
                SELECT dated.dossier_id, dated.step_id, dated.thread, dated.occurrence,
                       dated.due_on, stops.turn,
                       greatest(stops.from_on, dated.starts_on) AS from_on,
                       least(stops.until_on, dated.met_on) AS until_on
                FROM dated JOIN stops USING (dossier_id)
                WHERE stops.reason = ANY(dated.suspended_by)
                  AND (stops.until_on IS NULL
                       OR stops.until_on > greatest(stops.from_on, dated.starts_on))
                  AND (dated.met_on IS NULL OR stops.from_on < dated.met_on)
            ) AS one
        ) AS one
    ) AS one
    GROUP BY dossier_id, step_id, thread, occurrence
    HAVING bool_or(counts)
), councils AS MATERIALIZED (
    SELECT territory_id, min(id) AS id FROM public.accounts_organisation
    WHERE kind = 'departement' AND closed_on IS NULL GROUP BY territory_id
)"""

ANSWER: Final = f"""
    SELECT dated.dossier_id, dated.step_id, dated.code::text, dated.thread::text, dated.occurrence,
           dated.started_by::text, dated.starts_on, dated.start_position, dated.restarts,
           dated.is_longer, (dated.due_on + coalesce(halted.days, 0)::integer)::date,
           coalesce(halted.days, 0)::integer,
           CASE WHEN dated.met_on IS NULL THEN halted.suspended_on END, dated.met_on,
           CASE WHEN dated.met_on IS NOT NULL THEN 'met' WHEN dated.is_closed THEN 'ended'
                WHEN halted.suspended_on IS NOT NULL THEN 'suspended' ELSE 'running' END,
           dated.responsible::text,
           CASE dated.responsible
               WHEN 'orienting_body' THEN coalesce((
                   SELECT min(seat.organisation_id) FROM public.dossiers_membership AS seat
                   WHERE seat.dossier_id = dated.dossier_id AND seat.ended_at IS NULL
                     AND seat.role = 'orientation'), councils.id)
               WHEN 'receiving_body' THEN dated.towards_id
               ELSE CASE WHEN dated.responsible_kinds = '{{}}'
                              OR dated.lead_kind = ANY(dated.responsible_kinds) THEN dated.lead_id
                         ELSE (
                       SELECT min(body.id) FROM public.dossiers_membership AS seat
                       JOIN public.accounts_organisation AS body ON body.id = seat.organisation_id
                       WHERE seat.dossier_id = dated.dossier_id AND seat.ended_at IS NULL
                         AND body.kind = ANY(dated.responsible_kinds)) END
           END,
           {_case("dated.ends_with", NEEDS, NEED)}
    FROM dated
    LEFT JOIN halted USING (dossier_id, step_id, thread, occurrence)
    LEFT JOIN councils ON councils.territory_id = dated.department_id"""

COLUMNS: Final = """dossier_id bigint, step_id bigint, code text, thread text, occurrence integer,
    started_by text, starts_on date, start_position integer, restarts integer, is_longer boolean,
    due_on date, suspended_days integer, suspended_on date, met_on date,
    state text, responsible text, organisation_id bigint, need text"""

CLOCK: Final = f"""
CREATE OR REPLACE FUNCTION jalon_clock(dossiers bigint[], moment timestamptz, tried bigint)
RETURNS TABLE ({COLUMNS})
LANGUAGE sql STABLE ROWS 1000
AS $body$
WITH place AS MATERIALIZED ({PLACE}
), {BINDING}, {TOLD}, {TURNS}, {DELAYS}
{ANSWER}
$body$
"""
