"""Row-level security of appraisals: nothing is read by a candidate, nor by a reader of another's.

A reader and a body asked never read the tables of projects: what they are given is a copy without
the addresses of anybody, handed out by `jalon_given_to_read`.
"""

from typing import Final

from jalon.config.policy.guards import HAT, Guard, is_a
from jalon.config.policy.projecting import ABOARD, ANSWERING_BODY, CARRIER, STATE

# `jalon_marked`: the readings whose marks this hat may read. A human who has not finished reading a
# project sees their own marks alone, under whatever hat; others, only once two are given.
APPRAISAL_QUESTIONS: Final = """
CREATE OR REPLACE FUNCTION jalon_marked()
RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 50 SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
    hat bigint := public.jalon_setting('affiliation')::bigint;
    human bigint := (SELECT user_id FROM public.accounts_affiliation WHERE id = hat);
BEGIN
    IF human IS NULL THEN
        RETURN;
    END IF;
    RETURN QUERY
        SELECT mine.id FROM public.appraisal_review AS mine WHERE mine.reviewer_id = hat
        UNION
        SELECT other.id FROM public.appraisal_review AS other
        WHERE other.state = 'given'
          AND (SELECT count(*) FROM public.appraisal_review AS given
               WHERE given.project_id = other.project_id AND given.state = 'given') >= 2
          AND NOT EXISTS (SELECT FROM public.appraisal_review AS own
                          JOIN public.accounts_affiliation AS worn ON worn.id = own.reviewer_id
                          WHERE own.project_id = other.project_id AND worn.user_id = human
                            AND own.state IN ('assigned', 'reading'))
          AND (other.project_id IN (SELECT project_id FROM public.jalon_projects()
                                    WHERE quality = 'state')
               OR EXISTS (SELECT FROM public.appraisal_review AS own
                          WHERE own.project_id = other.project_id AND own.reviewer_id = hat
                            AND own.state = 'given'));
END
$body$;

-- The calls that this hat may arbitrate: of its body of the State, and of which its human, under
-- whatever hat, has nothing left to read: no ranking influences a reading.
CREATE OR REPLACE FUNCTION jalon_arbitrated() RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 20 SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
    body bigint := public.jalon_answers_for();
    human bigint := (SELECT user_id FROM public.accounts_affiliation
                     WHERE id = public.jalon_setting('affiliation')::bigint);
BEGIN
    IF body IS NULL THEN
        RETURN;
    END IF;
    RETURN QUERY
        SELECT call.id FROM public.calls_call AS call
        JOIN public.accounts_organisation AS caller ON caller.id = call.organisation_id
        WHERE call.organisation_id = body
          AND caller.kind IN ('prefecture_region', 'prefecture', 'poverty_commissioner', 'ddets')
          AND NOT EXISTS (SELECT FROM public.appraisal_review AS own
                          JOIN public.accounts_affiliation AS worn ON worn.id = own.reviewer_id
                          JOIN public.projects_project AS project ON project.id = own.project_id
                          WHERE project.call_id = call.id AND worn.user_id = human
                            AND own.state IN ('assigned', 'reading'));
END
$body$;

CREATE OR REPLACE FUNCTION jalon_without_addresses(content jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
AS $body$
    SELECT jsonb_set(content, '{members}', COALESCE(
        (SELECT jsonb_agg(one - 'contact_email' - 'signatory_name' - 'signatory_email')
         FROM jsonb_array_elements(content -> 'members') AS one), '[]'::jsonb))
$body$;

CREATE OR REPLACE FUNCTION jalon_given_to_read()
RETURNS TABLE (kind text, thing_id bigint, number smallint, filed_at timestamptz, content jsonb)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 50 SET search_path = pg_catalog, pg_temp
AS $body$
#variable_conflict use_column
DECLARE
    hat bigint := public.jalon_setting('affiliation')::bigint;
    own_body bigint := public.jalon_answers_for();
BEGIN
    IF hat IS NULL THEN
        RETURN;
    END IF;
    RETURN QUERY
        WITH given AS (
            SELECT 'review' AS kind, review.id, review.project_id,
                   review.state <> 'assigned' AS is_whole
            FROM public.appraisal_review AS review
            WHERE review.reviewer_id = hat AND review.state IN ('assigned', 'reading', 'given')
            UNION ALL
            SELECT 'opinion', opinion.id, opinion.project_id, true
            FROM public.appraisal_opinion AS opinion
            WHERE opinion.organisation_id = own_body AND opinion.state IN ('asked', 'answered')
        )
        SELECT given.kind, given.id, filing.number, filing.filed_at,
               CASE WHEN given.is_whole THEN public.jalon_without_addresses(filing.content)
               ELSE jsonb_build_object(
                   'title', filing.content -> 'title', 'carrier', filing.content -> 'carrier',
                   'members', (SELECT jsonb_agg(jsonb_build_object('name', one -> 'name'))
                               FROM jsonb_array_elements(filing.content -> 'members') AS one))
               END
        FROM given
        CROSS JOIN LATERAL (SELECT * FROM public.projects_filing AS filed
                            WHERE filed.project_id = given.project_id
                            ORDER BY filed.number DESC LIMIT 1) AS filing;
END
$body$;
"""
MARKED: Final = "SELECT jalon_marked()"
# Of the caller: responsible for it, not in charge of steering there.
DECIDES: Final = f"""{STATE} AND EXISTS (SELECT FROM accounts_affiliation AS worn
    WHERE worn.id = {HAT} AND worn.role = 'manager')"""
READING: Final = f"""review_id IN (SELECT id FROM appraisal_review
    WHERE reviewer_id = {HAT} AND state = 'reading')"""
RUNNING: Final = f"""round_id IN (SELECT running.id FROM appraisal_round AS running
    JOIN appraisal_review AS own ON own.id = running.review_id
    WHERE own.reviewer_id = {HAT} AND own.state = 'reading' AND running.given_at IS NULL)"""
# A call of a body of the State, for those who answer for that body.
OF_CALLER: Final = f"""call_id IN (SELECT call.id FROM calls_call AS call
    JOIN accounts_organisation AS caller ON caller.id = call.organisation_id
    WHERE call.organisation_id = {ANSWERING_BODY}
      AND caller.kind IN ('prefecture_region', 'prefecture', 'poverty_commissioner', 'ddets'))"""
NOT_ANNOUNCED: Final = "call_id NOT IN (SELECT call_id FROM appraisal_announcement)"
TO_PLAN: Final = f"{OF_CALLER} AND {NOT_ANNOUNCED}"
PLANNED: Final = f"planned_by_id = {HAT} AND {TO_PLAN}"
IS_RESPONSIBLE: Final = is_a("manager")
ARBITRATED: Final = "call_id IN (SELECT jalon_arbitrated())"
# Announced, nothing of what was weighed is written again.
STILL_ARBITRATED: Final = f"{ARBITRATED} AND {NOT_ANNOUNCED}"
OF_SCENARIO: Final = f"scenario_id IN (SELECT id FROM appraisal_scenario WHERE {ARBITRATED})"
OF_RUNNING_SCENARIO: Final = (
    f"scenario_id IN (SELECT id FROM appraisal_scenario WHERE {STILL_ARBITRATED})"
)
APPRAISAL_GUARDS: Final = (
    Guard(
        "appraisal_appraisal",
        read=STATE,
        insert=f"{STATE} AND state = 'received'",
        update=STATE,
    ),
    Guard("appraisal_remark", read=STATE, insert=f"{STATE} AND written_by_id = {HAT}"),
    Guard(
        "appraisal_review",
        read=f"reviewer_id = {HAT} OR {STATE} OR id IN ({MARKED})",
        insert=f"{STATE} AND assigned_by_id = {HAT} AND state = 'assigned'",
        update=f"reviewer_id = {HAT} OR {STATE}",
    ),
    # A round says when marks were given and why they were reopened, not what they are.
    Guard(
        "appraisal_round",
        read="review_id IN (SELECT id FROM appraisal_review)",
        insert=READING,
        update=f"""{READING} OR review_id IN (SELECT id FROM appraisal_review WHERE {STATE})""",
    ),
    Guard(
        "appraisal_mark",
        read=f"""round_id IN (SELECT id FROM appraisal_round
                              WHERE review_id IN ({MARKED}))""",
        insert=RUNNING,
        update=RUNNING,
    ),
    Guard(
        "appraisal_opinion",
        read=f"{STATE} OR organisation_id = {ANSWERING_BODY}",
        insert=f"{STATE} AND asked_by_id = {HAT} AND state = 'asked'",
        update=f"{STATE} OR (organisation_id = {ANSWERING_BODY} AND state = 'asked')",
        becomes=f"{STATE} OR organisation_id = {ANSWERING_BODY}",
    ),
    Guard(
        "appraisal_decision",
        read=f"{STATE} OR (announcement_id IS NOT NULL AND {ABOARD})",
        insert=f"{DECIDES} AND decided_by_id = {HAT} AND announcement_id IS NULL",
        update=f"{DECIDES} AND announcement_id IS NULL",
        becomes=DECIDES,
    ),
    Guard(
        "appraisal_announcement",
        read="true",
        insert=f"announced_by_id = {HAT} AND {IS_RESPONSIBLE} AND {OF_CALLER}",
    ),
    Guard(
        "appraisal_scenario",
        read=ARBITRATED,
        insert=f"{STILL_ARBITRATED} AND created_by_id = {HAT} AND taken_over_at IS NULL",
        update=STILL_ARBITRATED,
        delete=f"{STILL_ARBITRATED} AND taken_over_at IS NULL",
    ),
    # Its carrier alone, beside the State: the members of its consortium read the decision.
    Guard(
        "appraisal_resultletter",
        read=f"{STATE} OR {CARRIER}",
        insert=DECIDES,
    ),
    # Drawn by the keeper alone: nobody gives its bytes.
    Guard(
        "appraisal_resultfile",
        read="EXISTS (SELECT FROM appraisal_resultletter AS its WHERE its.id = letter_id)",
    ),
    # A colleague moves the day that another has said.
    Guard(
        "appraisal_announcementplan", read="true", insert=PLANNED, update=TO_PLAN, becomes=PLANNED
    ),
    Guard(
        "appraisal_laureate",
        read="true",
        insert=f"""announcement_id IN (SELECT id FROM appraisal_announcement
            WHERE announced_by_id = {HAT} AND {OF_CALLER}) AND {IS_RESPONSIBLE}""",
    ),
    Guard(
        "appraisal_choice",
        read=OF_SCENARIO,
        insert=OF_RUNNING_SCENARIO,
        update=OF_RUNNING_SCENARIO,
        delete=f"""scenario_id IN (SELECT id FROM appraisal_scenario
            WHERE {STILL_ARBITRATED} AND taken_over_at IS NULL)""",
    ),
)
