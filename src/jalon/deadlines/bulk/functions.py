# ruff: noqa: S608 - made of constants alone
"""The functions of the database that write milestones and deadlines, and nothing else does.

The pages may call them: all that can be asked is to compute again what the journal already says.
"""

import json
from collections.abc import Iterator
from typing import Final

from jalon.deadlines.bulk.clock import CLOCK, PARIS_OR_ITS_ZONE
from jalon.deadlines.bulk.trying import TRY
from jalon.deadlines.milestones import MilestoneRule, rules

OWNED: Final = "SECURITY DEFINER SET search_path = pg_catalog, pg_temp"

# One row for each milestone that these facts are. `{which}` keeps some facts.
READ: Final = f"""
    SELECT entry.dossier_id, rule.milestone AS code,
           coalesce((entry.payload ->> nullif(rule.day, ''))::date,
                    (entry.at AT TIME ZONE {PARIS_OR_ITS_ZONE})::date) AS reached_on,
           entry.at, entry.position,
           ARRAY(SELECT jsonb_array_elements_text(CASE jsonb_typeof(detail.said)
               WHEN 'array' THEN detail.said WHEN 'string' THEN jsonb_build_array(detail.said)
               ELSE '[]' END)) AS details,
           coalesce(entry.payload ->> nullif(rule.thing, ''), '') AS thing,
           coalesce(entry.payload ->> nullif(rule.thread, ''), '') AS thread,
           body.id AS towards_id, rule.undoes, entry.need
    FROM public.journal_entry AS entry
    JOIN public.jalon_milestone_rules() AS rule ON rule.kind = entry.kind
    JOIN public.dossiers_dossier AS dossier ON dossier.id = entry.dossier_id
    -- Whose clock it was: the first référent to leave after that instant, or who is still there.
    LEFT JOIN LATERAL (
        SELECT seat.organisation_id FROM public.dossiers_membership AS seat
        WHERE seat.dossier_id = entry.dossier_id AND seat.role = 'referent'
          AND (seat.ended_at IS NULL OR seat.ended_at > entry.at)
        ORDER BY seat.ended_at NULLS LAST, seat.id LIMIT 1) AS lead ON true
    LEFT JOIN public.accounts_organisation AS place ON place.id = lead.organisation_id
    LEFT JOIN public.territories_territory AS here ON here.id = place.territory_id
    LEFT JOIN public.territories_territory AS department
        ON department.id = CASE here.kind WHEN 'department' THEN here.id
                                          ELSE here.department_id END
    LEFT JOIN public.accounts_organisation AS body
        ON body.id = (entry.payload ->> nullif(rule.towards, ''))::bigint
    CROSS JOIN LATERAL (SELECT entry.payload -> nullif(rule.details, '') AS said) AS detail
    WHERE entry.payload @> rule.wanted
      AND (rule.day = '' OR entry.payload ->> rule.day IS NOT NULL) AND {{which}}"""

INSERT: Final = f"""
    INSERT INTO public.deadlines_dossiermilestone
        (dossier_id, code, reached_on, at, position, details, thing, thread, towards_id, undoes,
         need)
    {READ}
    ON CONFLICT (dossier_id, code, position) DO NOTHING"""

# A deadline that did not change is not written: a fact seldom moves more than one. A plan for one
# dossier would take hours for thousands: each call has its own.
REFRESH: Final = f"""
CREATE OR REPLACE FUNCTION jalon_refresh_deadlines(dossiers bigint[], moment timestamptz)
RETURNS integer LANGUAGE plpgsql VOLATILE {OWNED} SET plan_cache_mode = force_custom_plan
AS $body$
DECLARE changed integer;
BEGIN
    WITH fresh AS MATERIALIZED (
        SELECT * FROM public.jalon_clock(dossiers, moment, NULL)
    ), gone AS (
        DELETE FROM public.deadlines_deadline AS old
        -- NOT IN, which is hashed: the planner would look at all of `fresh` for each row.
        WHERE old.dossier_id = ANY(dossiers)
          AND (old.dossier_id, old.code::text, old.thread::text, old.occurrence) NOT IN (
              SELECT dossier_id, fresh.code, fresh.thread, fresh.occurrence FROM fresh)
        RETURNING 1
    ), written AS (
        INSERT INTO public.deadlines_deadline AS old (
            dossier_id, step_id, code, thread, occurrence, started_by, starts_on, start_position,
            restarts, is_longer, due_on, suspended_days, suspended_on, met_on, state,
            responsible, organisation_id, need)
        SELECT fresh.* FROM fresh
        ON CONFLICT (dossier_id, code, thread, occurrence) DO UPDATE SET
            (step_id, started_by, starts_on, start_position, restarts, is_longer, due_on,
             suspended_days, suspended_on, met_on, state, responsible,
             organisation_id, need)
            = (excluded.step_id, excluded.started_by, excluded.starts_on, excluded.start_position,
               excluded.restarts, excluded.is_longer, excluded.due_on, excluded.suspended_days,
               excluded.suspended_on, excluded.met_on, excluded.state,
               excluded.responsible, excluded.organisation_id, excluded.need)
        WHERE (old.step_id, old.started_by, old.starts_on, old.start_position, old.restarts,
               old.is_longer, old.due_on, old.suspended_days, old.suspended_on,
               old.met_on, old.state, old.responsible, old.organisation_id, old.need)
              IS DISTINCT FROM
              (excluded.step_id, excluded.started_by, excluded.starts_on, excluded.start_position,
               excluded.restarts, excluded.is_longer, excluded.due_on, excluded.suspended_days,
               excluded.suspended_on, excluded.met_on, excluded.state,
               excluded.responsible, excluded.organisation_id, excluded.need)
        RETURNING 1
    )
    SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM written) INTO changed;
    RETURN changed;
END
$body$
"""

# What these facts are on the path, and what it changes; twice changes nothing.
PROJECT: Final = f"""
CREATE OR REPLACE FUNCTION jalon_project(facts bigint[], moment timestamptz)
RETURNS void LANGUAGE plpgsql VOLATILE {OWNED}
AS $body$
BEGIN
    {INSERT.format(which="entry.id = ANY(facts)")};
    PERFORM public.jalon_refresh_deadlines(ARRAY(
        SELECT DISTINCT dossier_id FROM public.journal_entry
        WHERE id = ANY(facts) AND dossier_id IS NOT NULL), moment);
END
$body$
"""

OF_THESE: Final = "entry.stream IN (SELECT 'dossier/' || one FROM unnest(dossiers) AS one)"
# Everything of some dossiers again, from their journal.
REBUILD: Final = f"""
CREATE OR REPLACE FUNCTION jalon_rebuild_milestones(dossiers bigint[])
RETURNS integer LANGUAGE plpgsql VOLATILE {OWNED}
AS $body$
DECLARE written integer;
BEGIN
    DELETE FROM public.deadlines_dossiermilestone WHERE dossier_id = ANY(dossiers);
    {INSERT.format(which=OF_THESE)};
    GET DIAGNOSTICS written = ROW_COUNT;
    RETURN written;
END
$body$
"""


def statements() -> Iterator[str]:
    """All the SQL, in order; made again at each migration, with the rules of the day."""
    yield rules_function(rules)
    yield from (CLOCK, REFRESH, PROJECT, REBUILD, TRY)


def rules_function(given: list[MilestoneRule]) -> str:
    """The rules, as the database reads them."""
    rows = ", ".join(_row(rule) for rule in given) or _NO_RULE
    return f"""
CREATE OR REPLACE FUNCTION jalon_milestone_rules()
RETURNS TABLE (kind text, milestone text, wanted jsonb, day text, details text, thing text,
               thread text, towards text, undoes boolean)
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 30
AS $body$ VALUES {rows} $body$
"""


_NO_RULE: Final = "(NULL::text, '', '{}'::jsonb, '', '', '', '', '', false)"


def _row(rule: MilestoneRule) -> str:
    names = (rule.day, rule.details, rule.thing, rule.thread, rule.towards)
    texts = ", ".join(_literal(name) for name in names)
    wanted = _literal(json.dumps(dict(rule.when)))
    return (
        f"({_literal(rule.kind)}, {_literal(rule.milestone.value)}, {wanted}::jsonb, {texts},"
        f" {str(rule.undoes).lower()})"
    )


def _literal(text: str) -> str:
    return f"'{text.replace(chr(39), chr(39) * 2)}'"
