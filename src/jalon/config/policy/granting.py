"""Row-level security of agreements: the body that called, then the consortium once it is sent.

No candidate reads another's. The agreement row is the State's to write; a version is answered and
signed by the carrier while it is in its hands.
"""

from typing import Final

from jalon.config.policy.guards import HAT, Guard
from jalon.config.policy.projecting import ABOARD, CARRIER, STATE

# `jalon_measured`: counts of a place and a period, for the two sides of a project alone; one that
# is small, and not nothing, is not told, the others are rounded to five: they are read again as
# they grow. Who has objected to everything is not counted. `jalon_subsidies`: what the decree has
# published of the agreements of a call that both sides have signed, whatever became of them; read
# by everybody.
GRANT_QUESTIONS: Final = """
CREATE OR REPLACE FUNCTION jalon_day(moment timestamptz) RETURNS date
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
AS $body$ SELECT (moment AT TIME ZONE 'Europe/Paris')::date $body$;

CREATE OR REPLACE FUNCTION jalon_measured(asked bigint, since date, until date, fewest integer)
RETURNS TABLE (code text, figure bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 10 SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    IF NOT EXISTS (
        SELECT FROM public.jalon_projects() AS known
        WHERE known.project_id = asked AND known.quality IN ('carrier', 'state')) THEN
        RETURN;
    END IF;
    RETURN QUERY
        WITH here AS MATERIALIZED (
            SELECT dossier.id, dossier.opened_at, dossier.closed_at
            FROM public.dossiers_dossier AS dossier
            JOIN public.people_contact AS contact ON contact.person_id = dossier.person_id
            JOIN public.territories_territory AS town
              ON town.kind = 'commune' AND town.code = contact.commune_code
             AND town.valid_to IS NULL
            WHERE EXISTS (SELECT FROM public.projects_place AS place
                WHERE place.project_id = asked AND place.territory_id IN
                      (town.id, town.epci_id, town.department_id, town.region_id))
              AND NOT EXISTS (SELECT FROM public.dossiers_objection AS objection
                WHERE objection.dossier_id = dossier.id AND objection.ended_at IS NULL
                  AND objection.organisation_id IS NULL AND objection.block = '')
        ), counted AS (
            SELECT 'opened' AS code, count(*) AS figure FROM here
            WHERE public.jalon_day(here.opened_at) BETWEEN since AND until
            UNION ALL
            SELECT 'closed', count(*) FROM here
            WHERE public.jalon_day(here.closed_at) BETWEEN since AND until
            UNION ALL
            SELECT 'oriented', count(*) FROM public.entry_orientation AS one
            WHERE one.dossier_id IN (SELECT id FROM here)
              AND public.jalon_day(one.decided_at) BETWEEN since AND until
            UNION ALL
            SELECT 'oriented_in_time', count(*) FROM public.entry_orientation AS one
            WHERE one.dossier_id IN (SELECT id FROM here)
              AND public.jalon_day(one.decided_at) BETWEEN since AND until
              AND public.jalon_day(one.decided_at) <= one.due_on
            UNION ALL
            SELECT 'contracts', count(*) FROM public.contracts_engagementcontract AS one
            WHERE one.dossier_id IN (SELECT id FROM here)
              AND public.jalon_day(one.signed_at) BETWEEN since AND until
            UNION ALL
            SELECT 'jobs', count(*) FROM public.outcomes_outcome AS one
            WHERE one.dossier_id IN (SELECT id FROM here) AND one.kind = 'employment'
              AND one.withdrawn_at IS NULL AND one.started_on BETWEEN since AND until
            UNION ALL
            SELECT 'trainings', count(*) FROM public.outcomes_outcome AS one
            WHERE one.dossier_id IN (SELECT id FROM here) AND one.kind = 'training'
              AND one.withdrawn_at IS NULL AND one.started_on BETWEEN since AND until
        )
        SELECT counted.code,
               CASE WHEN counted.figure = 0 OR counted.figure >= greatest(fewest, 5)
                    THEN round(counted.figure / 5.0)::bigint * 5 END
        FROM counted;
END
$body$;

CREATE OR REPLACE FUNCTION jalon_subsidies(asked bigint)
RETURNS TABLE (agreement_id bigint, reference text, frame jsonb, amount_cents bigint,
               signed_on date, schedule jsonb)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 50 SET search_path = pg_catalog, pg_temp
AS $body$
    SELECT agreement.id, agreement.reference, last.frame, last.amount_cents,
           public.jalon_day(agreement.entered_at), last.schedule
    FROM public.grants_agreement AS agreement
    JOIN public.projects_project AS project ON project.id = agreement.project_id
    CROSS JOIN LATERAL (SELECT * FROM public.grants_agreementversion AS version
                        WHERE version.agreement_id = agreement.id AND version.state = 'signed'
                        ORDER BY version.number DESC LIMIT 1) AS last
    WHERE project.call_id = asked AND agreement.entered_at IS NOT NULL
    ORDER BY agreement.entered_at, agreement.id
$body$;
"""
OF_STATE: Final = f"agreement_id IN (SELECT id FROM grants_agreement WHERE {STATE})"
OF_CARRIER: Final = f"""agreement_id IN
    (SELECT id FROM grants_agreement WHERE {CARRIER} AND sent_at IS NOT NULL)"""
SHOWN: Final = "agreement_id IN (SELECT id FROM grants_agreement)"
OF_PAYMENT: Final = f"""payment_id IN
    (SELECT id FROM grants_payment WHERE {OF_STATE} OR {OF_CARRIER})"""
OF_VERSION: Final = "version_id IN (SELECT id FROM grants_agreementversion)"
GRANT_GUARDS: Final = (
    Guard(
        "grants_agreement",
        read=f"{STATE} OR ({ABOARD} AND sent_at IS NOT NULL)",
        insert=f"{STATE} AND drafted_by_id = {HAT} AND state = 'prepared'",
        update=STATE,
    ),
    Guard(
        "grants_agreementversion",
        read=f"{OF_STATE} OR (sent_at IS NOT NULL AND {SHOWN})",
        insert=f"{OF_STATE} AND written_by_id = {HAT} AND state = 'draft'",
        update=f"{OF_STATE} OR ({OF_CARRIER} AND state IN ('review', 'accepted'))",
        # Nobody accepts nor signs for the other side, nor under another name.
        becomes=f"""({OF_STATE} AND state NOT IN ('accepted', 'carrier_signed')
                AND (state <> 'signed' OR state_signed_by_id = {HAT}))
            OR ({OF_CARRIER} AND (state = 'revising'
                OR (state = 'accepted' AND accepted_by_id = {HAT})
                OR (state = 'carrier_signed' AND carrier_signed_by_id = {HAT})))""",
    ),
    Guard(
        "grants_articlerequest",
        read=OF_VERSION,
        insert=f"""asked_by_id = {HAT} AND version_id IN (SELECT id FROM grants_agreementversion
            WHERE {OF_CARRIER} AND state = 'review')""",
        update=f"""version_id IN (SELECT id FROM grants_agreementversion WHERE {OF_STATE})""",
    ),
    # Planned by the signature of the State; asked by the carrier; the rest is the State's.
    Guard(
        "grants_payment",
        read=SHOWN,
        insert=f"{OF_STATE} AND state = 'planned'",
        update=f"{OF_STATE} OR ({OF_CARRIER} AND state IN ('planned', 'returned'))",
        becomes=f"{OF_STATE} OR ({OF_CARRIER} AND state = 'asked')",
    ),
    Guard(
        "grants_paymentpaper",
        read=OF_PAYMENT,
        insert=f"""joined_by_id = {HAT} AND payment_id IN (SELECT id FROM grants_payment
            WHERE {OF_CARRIER} AND state IN ('planned', 'returned', 'asked'))""",
    ),
    Guard(
        "grants_repayment",
        read=SHOWN,
        insert=f"{OF_STATE} AND asked_by_id = {HAT} AND settled_on IS NULL",
        update=OF_STATE,
    ),
    # Written by the keeper alone.
    Guard("grants_reportreminder", read=SHOWN),
    Guard(
        "grants_report",
        read=SHOWN,
        insert=f"{OF_STATE} AND state = 'due'",
        update=f"{OF_STATE} OR ({OF_CARRIER} AND state IN ('due', 'returned'))",
        becomes=f"{OF_STATE} OR ({OF_CARRIER} AND state IN ('due', 'returned', 'given'))",
    ),
)
