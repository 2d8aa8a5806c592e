"""Row-level security of projects: no candidate sees another's, the State sees what is filed."""

from typing import Final

from jalon.config.policy.guards import BODY, HAT, Guard
from jalon.config.policy.lettering import LINKED_MEMBER, LINKED_PROJECT

# For the hat of the session: the projects of its body, and in what quality. `carrier` coordinates,
# `member` is aboard, `state` called for it and received it.
PROJECT_QUESTIONS: Final = """
CREATE OR REPLACE FUNCTION jalon_answers_for() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
    SELECT public.jalon_body() FROM public.accounts_affiliation AS hat
    WHERE hat.id = public.jalon_setting('affiliation')::bigint
      AND hat.role IN ('manager', 'steering')
$body$;

-- Taken at its word about the body: for the streams, which know whose hat listens.
CREATE OR REPLACE FUNCTION jalon_projects_of(body bigint)
RETURNS TABLE (project_id bigint, quality text)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 50 SET search_path = pg_catalog, pg_temp
AS $body$
    SELECT project.id, 'carrier' FROM public.projects_project AS project
    WHERE project.carrier_id = body
    UNION ALL
    SELECT member.project_id, 'member' FROM public.projects_member AS member
    WHERE member.organisation_id = body AND member.state IN ('invited', 'accepted', 'signed')
    UNION ALL
    SELECT project.id, 'state' FROM public.projects_project AS project
    JOIN public.calls_call AS call ON call.id = project.call_id
    JOIN public.accounts_organisation AS caller ON caller.id = call.organisation_id
    WHERE call.organisation_id = body AND project.state IN ('filed', 'withdrawn')
      AND caller.kind IN ('prefecture_region', 'prefecture', 'poverty_commissioner', 'ddets')
      AND EXISTS (SELECT FROM public.projects_filing AS filing
                  WHERE filing.project_id = project.id)
$body$;

CREATE OR REPLACE FUNCTION jalon_projects()
RETURNS TABLE (project_id bigint, quality text)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 50 SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
    body bigint := public.jalon_answers_for();
BEGIN
    IF body IS NOT NULL THEN
        RETURN QUERY SELECT * FROM public.jalon_projects_of(body);
    END IF;
END
$body$;

-- Who is accompanied in the perimeter of a project, for its carrier: counts alone. One under
-- `fewest` (11 at the lowest) is not given; the others are rounded to five, so that two perimeters
-- that differ by a village say nothing of it. Who has objected to everything is not counted.
CREATE OR REPLACE FUNCTION jalon_public_of(asked bigint, today date, fewest integer)
RETURNS TABLE (dimension text, code text, people integer)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 40 SET search_path = pg_catalog, pg_temp
AS $body$
    WITH here AS (
        SELECT commune.id, commune.code, commune.other_codes
        FROM public.projects_place AS place
        JOIN public.territories_territory AS commune ON commune.kind = 'commune'
         AND commune.valid_to IS NULL
         AND place.territory_id IN (commune.id, commune.epci_id, commune.department_id)
        WHERE place.project_id = asked AND asked IN
              (SELECT project_id FROM public.jalon_projects() WHERE quality = 'carrier')
    ), codes AS (
        SELECT id, code, code AS known FROM here
        UNION SELECT id, code, unnest(other_codes) FROM here
    ), them AS (
        SELECT dossier.id, person.sex, person.birth_year, dossier.opened_at::date AS since,
               codes.id AS commune, codes.code AS commune_code, rights.rsa, rights.has_are,
               rights.has_ass, rights.has_activity_bonus, rights.has_rqth
        FROM public.dossiers_dossier AS dossier
        JOIN public.people_person AS person ON person.id = dossier.person_id
        JOIN public.people_contact AS contact ON contact.person_id = person.id
        JOIN codes ON codes.known = contact.commune_code
        LEFT JOIN public.dossiers_rights AS rights ON rights.dossier_id = dossier.id
        WHERE dossier.closed_at IS NULL AND NOT EXISTS (
            SELECT FROM public.dossiers_objection AS objection
            WHERE objection.dossier_id = dossier.id AND objection.ended_at IS NULL
              AND objection.organisation_id IS NULL AND objection.block = '')
    ), said AS (
        SELECT 'all' AS dimension, 'all' AS code FROM them
        UNION ALL SELECT 'sex', sex FROM them
        UNION ALL SELECT 'age', CASE
            WHEN birth_year IS NULL THEN 'unknown'
            WHEN extract(year FROM today) - birth_year < 26 THEN 'under_26'
            WHEN extract(year FROM today) - birth_year < 50 THEN 'under_50'
            ELSE 'from_50' END FROM them
        UNION ALL SELECT 'since', CASE
            WHEN since > today - interval '6 months' THEN 'under_6'
            WHEN since > today - interval '12 months' THEN 'under_12'
            WHEN since > today - interval '24 months' THEN 'under_24'
            ELSE 'from_24' END FROM them
        UNION ALL SELECT 'benefit', benefit FROM them, unnest(ARRAY[
            CASE WHEN rsa IN ('payable', 'suspended', 'payment_suspended') THEN 'rsa' END,
            CASE WHEN has_ass THEN 'ass' END, CASE WHEN has_are THEN 'are' END,
            CASE WHEN has_activity_bonus THEN 'activity_bonus' END,
            CASE WHEN has_rqth THEN 'rqth' END]) AS benefit
        WHERE benefit IS NOT NULL
        UNION ALL SELECT 'commune', commune_code FROM them
        UNION ALL SELECT 'zone', zoned.kind FROM (
            SELECT DISTINCT them.id, zone.kind FROM them
            JOIN public.territories_zone AS zone ON zone.commune_id = them.commune
             AND zone.valid_from <= today AND (zone.valid_to IS NULL OR zone.valid_to > today)
        ) AS zoned
    )
    SELECT dimension, code,
           CASE WHEN count(*) >= greatest(fewest, 11) THEN (round(count(*) / 5.0) * 5)::integer END
    FROM said GROUP BY dimension, code
$body$;

-- The addresses of those who have a draft in answer to a call: its body has them told of a new
-- version, without learning of any project.
CREATE OR REPLACE FUNCTION jalon_writers_of(asked bigint) RETURNS TABLE (address text)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 50 SET search_path = pg_catalog, pg_temp
AS $body$
    SELECT DISTINCT found.address FROM (
        SELECT account.email AS address, project.call_id FROM public.projects_project AS project
        JOIN public.accounts_affiliation AS hat ON hat.id = project.opened_by_id
        JOIN public.accounts_user AS account ON account.id = hat.user_id
        WHERE project.state = 'draft'
        UNION ALL
        SELECT member.contact_email, project.call_id FROM public.projects_project AS project
        JOIN public.projects_member AS member ON member.project_id = project.id
        WHERE project.state = 'draft' AND member.state IN ('invited', 'accepted', 'signed')
    ) AS found
    JOIN public.calls_call AS call ON call.id = found.call_id
    WHERE call.id = asked AND found.address <> ''
      AND (public.jalon_setting('affiliation') IS NULL
           OR public.jalon_setting('affiliation') = ''
           OR call.organisation_id = public.jalon_body())
    ORDER BY 1
$body$;
"""
ALL: Final = "project_id IN (SELECT project_id FROM jalon_projects())"
ABOARD: Final = "project_id IN (SELECT project_id FROM jalon_projects() WHERE quality <> 'state')"
CARRIER: Final = "project_id IN (SELECT project_id FROM jalon_projects() WHERE quality = 'carrier')"
STATE: Final = "project_id IN (SELECT project_id FROM jalon_projects() WHERE quality = 'state')"
ANSWERING_BODY: Final = "(SELECT jalon_answers_for())"
# While drafting, the State reads nothing; what it reads of the words is in the filing.
PROJECT_GUARDS: Final = (
    Guard(
        "projects_project",
        read=f"""carrier_id = {ANSWERING_BODY}
                 OR id IN (SELECT project_id FROM jalon_projects()) OR id = {LINKED_PROJECT}""",
        insert=f"carrier_id = {ANSWERING_BODY} AND opened_by_id = {HAT} AND state = 'draft'",
        update=f"carrier_id = {ANSWERING_BODY}",
    ),
    Guard(
        "projects_member",
        read=f"{ALL} OR id = {LINKED_MEMBER}",
        insert=CARRIER,
        # Who signs its letter binds it.
        update=f"{CARRIER} OR ({ABOARD} AND organisation_id = {BODY}) OR id = {LINKED_MEMBER}",
        # Refusing, a member leaves: what it was is asked of the old row alone.
        becomes=f"{CARRIER} OR organisation_id = {BODY} OR id = {LINKED_MEMBER}",
    ),
    Guard("projects_reminder", read=ABOARD),
    Guard("projects_text", read=ABOARD, insert=f"{CARRIER} AND written_by_id = {HAT}"),
    # Asked by the body that called, filed by the carrier; the members read what is asked.
    Guard(
        "projects_correction",
        read=ALL,
        insert=f"{STATE} AND asked_by_id = {HAT} AND filing_id IS NULL",
        update=CARRIER,
    ),
    Guard("projects_line", read=ALL, insert=CARRIER, update=CARRIER, delete=CARRIER),
    Guard("projects_place", read=ALL, insert=CARRIER, delete=CARRIER),
    Guard(
        "projects_paper",
        read=ALL,
        insert=f"{CARRIER} AND joined_by_id = {HAT}",
        update=CARRIER,
        delete=f"{CARRIER} AND replaced_at IS NULL",
    ),
    Guard(
        "projects_comment",
        read=ABOARD,
        insert=f"{ABOARD} AND author_id = {HAT} AND organisation_id = {BODY}",
        update=f"{ABOARD} AND (settled_by_id IS NULL OR settled_by_id = {HAT})",
    ),
    Guard(
        "projects_filing",
        read=ALL,
        insert=f"{CARRIER} AND filed_by_id = {HAT}",
    ),
)
