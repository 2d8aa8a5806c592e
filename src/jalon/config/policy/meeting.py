"""Row-level security of appointments, of the links that people receive, of the calendars.

A session that acts for nobody may hold the fingerprint of one link (`jalon.link`): it reaches that
one appointment, and nothing else of the dossier.
"""

from typing import Final

from jalon.config.policy.guards import BODY, HAT, MOMENT, USER, Guard, gate, people, seen

LINKED: Final = "(SELECT jalon_linked())"
# One's own appointments, those of a shared desk too: a month after, they are the dossier's alone.
MINE: Final = f"""{{0}} IN (SELECT mine.appointment_id FROM appointments_participant AS mine
    WHERE mine.affiliation_id = {HAT}
      AND (mine.starts_at IS NULL OR mine.starts_at > {MOMENT} - interval '31 days'))"""
OUR_BODY_IS_THERE: Final = f"""(organisation_id = {BODY} OR EXISTS (
    SELECT FROM appointments_participant AS ours
    WHERE ours.appointment_id = appointments_appointment.id AND ours.organisation_id = {BODY}))"""
SEEN: Final = seen("organisation_id")
HAND: Final = f"""({gate("A", "write")} OR {MINE.format("appointment_id")}
    OR appointment_id = {LINKED})"""
# Who receives at a gathering of one's own body: the hours of colleagues, and nobody's dossier.
OF_OUR_GATHERING: Final = f"(gathering_id IS NOT NULL AND organisation_id = {BODY})"
OWN_CALENDAR: Final = f"affiliation_id = {HAT} OR ({USER} IS NOT NULL AND {people('L')})"

MEETING_GUARDS: Final = (
    Guard(
        "appointments_appointment",
        read=f"""((({gate("A")}) OR ({gate("a")} AND {OUR_BODY_IS_THERE})) AND {SEEN})
                 OR {MINE.format("id")} OR id = {LINKED}""",
        insert=f"""{gate("A", "write")} AND proposed_by_id IS NOT DISTINCT FROM {HAT}
                   AND (proposed_by_id IS NOT NULL OR {USER} IS NOT NULL)""",
        update=f"{gate('A', 'write')} OR {MINE.format('id')} OR id = {LINKED}",
    ),
    Guard(
        "appointments_participant",
        read=f"""affiliation_id = {HAT} OR ({gate("A")} AND {SEEN})
                 OR ({gate("a")} AND organisation_id = {BODY})
                 OR appointment_id = {LINKED} OR {OF_OUR_GATHERING}""",
        insert=f"{gate('A', 'write')} OR appointment_id = {LINKED} OR {OF_OUR_GATHERING}",
        update=f"""{gate("A", "write")} OR affiliation_id = {HAT} OR appointment_id = {LINKED}
                   OR {OF_OUR_GATHERING}""",
        delete=f"{gate('A', 'write')} OR appointment_id = {LINKED}",
    ),
    Guard(
        "appointments_bookinglink",
        read=HAND,
        insert=gate("A", "write"),
        update=HAND,
    ),
    Guard("appointments_message", read=HAND, insert=HAND, update=HAND),
    Guard(
        "appointments_calendarfeed",
        read=OWN_CALENDAR,
        insert=OWN_CALENDAR,
        update=OWN_CALENDAR,
    ),
)

MEETING_QUESTIONS: Final = """
-- The appointment of the link that this session holds, while the link lives; once the support has
-- ended, it says that it is cancelled and nothing else.
CREATE OR REPLACE FUNCTION jalon_linked() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
    SELECT link.appointment_id FROM public.appointments_bookinglink AS link
    JOIN public.dossiers_dossier AS dossier ON dossier.id = link.dossier_id
    JOIN public.appointments_appointment AS one ON one.id = link.appointment_id
    WHERE link.fingerprint = decode(nullif(public.jalon_setting('link'), ''), 'hex')
      AND link.ended_at IS NULL AND dossier.archived_at IS NULL
      AND (dossier.closed_at IS NULL OR one.state = 'cancelled')
      AND link.expires_at > public.jalon_setting('at')::timestamptz
$body$;

-- When these professionals are taken: hours, and never with whom nor why.
CREATE OR REPLACE FUNCTION jalon_busy(asked bigint[], since timestamptz, until timestamptz)
RETURNS TABLE (hat bigint, starts_at timestamptz, ends_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 100 SET search_path = pg_catalog, pg_temp
AS $body$
    SELECT held.affiliation_id, held.starts_at, held.ends_at
    FROM public.appointments_participant AS held
    WHERE held.affiliation_id = ANY(asked) AND held.is_held
      AND held.starts_at < until AND held.ends_at > since
$body$;

DROP FUNCTION IF EXISTS jalon_desk_sheet(bigint, timestamptz, timestamptz);
-- The sheet of a desk, for whoever holds it that day or manages its body: who receives, at what
-- hour, a first name and an initial; never the dossier, nor why.
CREATE OR REPLACE FUNCTION jalon_desk_sheet(
    asked bigint, asked_on date, since timestamptz, until timestamptz
) RETURNS TABLE (
    dossier bigint, hat bigint, starts_at timestamptz, state text, mode text, shown_as bytea
)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 30 SET search_path = pg_catalog, pg_temp
AS $body$
    SELECT one.dossier_id, held.affiliation_id, one.starts_at, one.state, one.mode, one.shown_as
    FROM public.appointments_appointment AS one
    JOIN public.appointments_participant AS held
      ON held.appointment_id = one.id AND held.is_held
    JOIN public.dossiers_dossier AS dossier ON dossier.id = one.dossier_id
    WHERE one.desk_id = asked AND one.starts_at >= since AND one.starts_at < until
      AND one.state IN ('booked', 'attended', 'excused', 'missed')
      AND until - since <= interval '25 hours' AND dossier.archived_at IS NULL
      AND since > public.jalon_setting('at')::timestamptz - interval '32 days'
      AND (EXISTS (SELECT FROM public.appointments_deskseat AS seat
                   WHERE seat.desk_id = asked AND seat.affiliation_id = public.jalon_hat()
                     AND seat.started_on <= asked_on
                     AND (seat.ended_on IS NULL OR seat.ended_on > asked_on))
           OR EXISTS (SELECT FROM public.appointments_desk AS desk
                      WHERE desk.id = asked
                        AND desk.organisation_id = public.jalon_managed_body()))
$body$;

-- The gatherings of a desk: which seats are free, and who receives; never who comes.
CREATE OR REPLACE FUNCTION jalon_gatherings(
    asked bigint, since timestamptz, until timestamptz
) RETURNS TABLE (gathering bigint, seats bigint[], hats bigint[])
LANGUAGE sql STABLE SECURITY DEFINER ROWS 30 SET search_path = pg_catalog, pg_temp
AS $body$
    SELECT one.id,
           coalesce(array_agg(seat.id ORDER BY seat.number)
                    FILTER (WHERE taken.id IS NULL), '{}'),
           ARRAY(SELECT host.affiliation_id FROM public.appointments_participant AS host
                 WHERE host.gathering_id = one.id ORDER BY host.id)
    FROM public.appointments_gathering AS one
    JOIN public.appointments_gatheringseat AS seat ON seat.gathering_id = one.id
    LEFT JOIN public.appointments_appointment AS taken
      ON taken.seat_id = seat.id AND taken.state IN ('booked', 'attended', 'excused', 'missed')
    WHERE one.desk_id = asked AND one.cancelled_at IS NULL
      AND one.starts_at >= since AND one.starts_at < until
    GROUP BY one.id
$body$;

-- Who is expected at a gathering, for whoever holds its desk that day or manages its body: a first
-- name and an initial; never the dossier, nor why.
CREATE OR REPLACE FUNCTION jalon_gathering_sheet(asked bigint)
RETURNS TABLE (public_id uuid, dossier bigint, state text, shown_as bytea)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 30 SET search_path = pg_catalog, pg_temp
AS $body$
    SELECT one.public_id, one.dossier_id, one.state, one.shown_as
    FROM public.appointments_gathering AS held
    JOIN public.appointments_gatheringseat AS seat ON seat.gathering_id = held.id
    JOIN public.appointments_appointment AS one ON one.seat_id = seat.id
    JOIN public.dossiers_dossier AS dossier ON dossier.id = one.dossier_id
    WHERE held.id = asked AND one.state IN ('booked', 'attended', 'excused', 'missed')
      AND dossier.archived_at IS NULL
      AND held.starts_at > public.jalon_setting('at')::timestamptz - interval '32 days'
      AND (EXISTS (SELECT FROM public.appointments_deskseat AS keeper
                   WHERE keeper.desk_id = held.desk_id
                     AND keeper.affiliation_id = public.jalon_hat()
                     AND keeper.started_on <= public.jalon_today()
                     AND (keeper.ended_on IS NULL OR keeper.ended_on > public.jalon_today()))
           OR EXISTS (SELECT FROM public.appointments_desk AS desk
                      WHERE desk.id = held.desk_id
                        AND desk.organisation_id = public.jalon_managed_body()))
$body$;

-- Whose calendar a secret address is: a hat in force, or the account of the person.
CREATE OR REPLACE FUNCTION jalon_calendar_of(asked bytea, today date)
RETURNS TABLE (affiliation_id bigint, user_id bigint, person_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 1 SET search_path = pg_catalog, pg_temp
AS $body$
    SELECT feed.affiliation_id, access.user_id, feed.person_id
    FROM public.appointments_calendarfeed AS feed
    LEFT JOIN public.people_personalaccess AS access
      ON access.person_id = feed.person_id AND access.ended_at IS NULL
    LEFT JOIN public.accounts_user AS account ON account.id = access.user_id
    WHERE feed.fingerprint = asked AND feed.ended_at IS NULL
      AND (feed.affiliation_id IS NOT NULL OR account.is_active)
    LIMIT 1
$body$;
"""
