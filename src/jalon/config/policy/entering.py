"""Row-level security of the entry: orientations, tracks and what led to them."""

from typing import Final

from jalon.config.policy.guards import BODY, BY_THE_PERSON, HAT, Guard, gate, is_a

IS_ORIENTING: Final = is_a("orientation_officer")
IS_MANAGING: Final = is_a("manager")
# Waiting for a body: its own; past the delay of the law, France Travail's too.
FOR_THEM: Final = f"""(organisation_id = {BODY} OR (flagged_at IS NOT NULL
    AND organisation_id = ANY(ARRAY(SELECT jalon_bodies_relieved({BODY})))))"""
ORIENTING: Final = f"{gate('R')} AND {IS_ORIENTING}"
# Decided, and not told yet: in the hands of the session, or of nobody who still works there.
TO_TELL: Final = f"""notified_at IS NULL AND organisation_id = {BODY} AND {IS_ORIENTING}
    AND (taken_by_id = {HAT} OR NOT EXISTS (
        SELECT FROM accounts_affiliation AS taker
        JOIN accounts_user AS account ON account.id = taker.user_id AND account.is_active
        WHERE taker.id = entry_orientation.taken_by_id
          AND (taker.ended_on IS NULL OR taker.ended_on > (SELECT jalon_today()))))"""

THERE: Final = f"organisation_id = {BODY} AND {IS_ORIENTING}"

ENTRY_GUARDS: Final = (
    Guard(
        "entry_orientation",
        read=f"""{gate("R")} OR (decided_at IS NULL AND {FOR_THEM} AND {IS_ORIENTING})
                 OR (decided_at IS NOT NULL AND {TO_TELL})""",
        insert=f"{gate('T', 'write')} OR ({ORIENTING} AND decided_at IS NULL)",
        update=f"{FOR_THEM} AND {IS_ORIENTING}",
        becomes=f"""{FOR_THEM} AND {IS_ORIENTING} AND (decided_at IS NULL OR {gate("R")}
                    OR (notified_at IS NULL AND taken_by_id = {HAT}))""",
    ),
    # They speak of obstacles: the payer, who reads the orientation, does not read them.
    Guard("entry_grounds", read=gate("K"), insert=ORIENTING),
    Guard("entry_trackperiod", read=gate("R"), insert=ORIENTING, update=ORIENTING),
    Guard(
        "entry_reorientation",
        read=f"""{gate("K")}
                 OR (state = 'pending' AND organisation_id = {BODY} AND {IS_ORIENTING})""",
        insert=f"""({gate("T", "write")} AND requested_by_id = {HAT})
                   OR ({BY_THE_PERSON} AND requested_by_id IS NULL)""",
        update=f"organisation_id = {BODY} AND {IS_ORIENTING}",
    ),
    # Between her and who manages her référent, who does not read it.
    Guard(
        "entry_referentrequest",
        read=f"({BY_THE_PERSON}) OR (organisation_id = {BODY} AND {IS_MANAGING})",
        insert=f"{BY_THE_PERSON} AND state = 'pending'",
        update=f"organisation_id = {BODY} AND {IS_MANAGING}",
    ),
    # Whoever is asked reads a first name, an initial and the note; nothing of the dossier yet.
    Guard(
        "entry_handover",
        read=f"affiliation_id = {HAT} OR {gate('T')}",
        insert=f"""proposed_by_id = {HAT} AND state = 'pending'
                   AND ({gate("T", "write")} OR ({gate("T")} AND {IS_MANAGING}))""",
        update=f"affiliation_id = {HAT} OR proposed_by_id = {HAT} OR {gate('T', 'write')}",
    ),
    # The same, for those who orient where the person goes.
    Guard(
        "entry_transfer",
        read=f"{gate('T')} OR ({THERE})",
        insert=f"requested_by_id = {HAT} AND state = 'pending' AND {gate('T', 'write')}",
        update=f"{gate('T', 'write')} OR ({THERE})",
    ),
)

ENTRY_QUESTIONS: Final = """
-- The bodies of the same département, for France Travail: it may orient whom they did not in time.
CREATE OR REPLACE FUNCTION jalon_bodies_relieved(asked bigint) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER ROWS 20 SET search_path = pg_catalog, pg_temp
AS $body$
    SELECT other.id FROM public.accounts_organisation AS mine
    JOIN public.territories_territory AS here ON here.id = mine.territory_id
    JOIN public.territories_territory AS there
      ON coalesce(there.department_id, there.id) = coalesce(here.department_id, here.id)
    JOIN public.accounts_organisation AS other ON other.territory_id = there.id
    WHERE mine.id = asked AND mine.kind = 'france_travail'
$body$;

-- The closed dossiers among those that a body should orient, or tell: nobody has to before they
-- open again, and an officer who reads nothing of them could not know.
CREATE OR REPLACE FUNCTION jalon_closed_in_queue(asked bigint) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER ROWS 20 SET search_path = pg_catalog, pg_temp
AS $body$
    SELECT waiting.dossier_id
    FROM (SELECT dossier_id, organisation_id FROM public.entry_orientation
          WHERE notified_at IS NULL
          UNION ALL
          SELECT dossier_id, organisation_id FROM public.entry_reorientation
          WHERE state = 'pending') AS waiting
    JOIN public.dossiers_dossier AS dossier ON dossier.id = waiting.dossier_id
    WHERE (dossier.closed_at IS NOT NULL OR dossier.archived_at IS NOT NULL)
      AND (waiting.organisation_id = asked
           OR waiting.organisation_id IN (SELECT public.jalon_bodies_relieved(asked)))
$body$;

-- Whether this hat has taken in hand an orientation, or a request for one, of somebody accompanied.
CREATE OR REPLACE FUNCTION jalon_is_orienting(hat bigint, asked bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
    SELECT EXISTS (SELECT FROM public.dossiers_dossier
                   WHERE id = asked AND closed_at IS NULL)
       AND (EXISTS (SELECT FROM public.entry_orientation
                    WHERE dossier_id = asked AND taken_by_id = hat AND notified_at IS NULL)
            OR EXISTS (SELECT FROM public.entry_reorientation
                       WHERE dossier_id = asked AND taken_by_id = hat AND state = 'pending'))
$body$;

-- How many people each of these hats is the référent of: numbers, for whoever chooses one.
CREATE OR REPLACE FUNCTION jalon_caseloads(asked bigint[])
RETURNS TABLE (hat bigint, people bigint)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 60 SET search_path = pg_catalog, pg_temp
AS $body$
    SELECT seat.affiliation_id, count(*)
    FROM public.dossiers_membership AS seat
    JOIN public.dossiers_dossier AS dossier ON dossier.referent_id = seat.id
    WHERE seat.affiliation_id = ANY(asked) AND seat.ended_at IS NULL AND dossier.closed_at IS NULL
    GROUP BY seat.affiliation_id
$body$;

-- The référent changes, in one statement, when whoever was asked accepts: they could neither end
-- the former seat nor take theirs before they have it. Returns the new seat, or nothing.
CREATE OR REPLACE FUNCTION jalon_take_over(
    asked bigint, receiver bigint, moment timestamptz, today date, seat_id uuid, stays_id uuid
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
    offered record;
    taken bigint;
BEGIN
    -- The owner of the tables is not asked; whoever logs in as, or has become, another role is.
    IF (current_setting('role') <> 'none' OR NOT pg_has_role(session_user, current_user, 'USAGE'))
        AND receiver IS DISTINCT FROM public.jalon_hat()
    THEN
        RAISE insufficient_privilege USING MESSAGE = 'a handover is accepted by who is asked';
    END IF;
    -- The dossier first, as whatever moves it does: two orders would wait for each other for ever.
    PERFORM FROM public.dossiers_dossier AS dossier
    WHERE dossier.id = (SELECT dossier_id FROM public.entry_handover WHERE id = asked)
    FOR UPDATE;
    SELECT handover.dossier_id, seat.id, seat.organisation_id, seat.affiliation_id,
           hat.organisation_id AS body
    INTO offered
    FROM public.entry_handover AS handover
    JOIN public.dossiers_dossier AS dossier ON dossier.id = handover.dossier_id
    JOIN public.dossiers_membership AS seat ON seat.id = dossier.referent_id
    JOIN public.accounts_affiliation AS hat ON hat.id = handover.affiliation_id
    WHERE handover.id = asked AND handover.state = 'pending'
      AND handover.affiliation_id = receiver AND handover.seat_id = seat.id
      AND (hat.ended_on IS NULL OR hat.ended_on > today)
      AND dossier.closed_at IS NULL AND dossier.archived_at IS NULL
    -- This hat cannot end between now and the commit.
    FOR UPDATE OF handover, seat FOR NO KEY UPDATE OF hat;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    UPDATE public.dossiers_membership AS m SET ended_at = moment
    WHERE m.dossier_id = offered.dossier_id AND m.ended_at IS NULL
      AND (m.id = offered.id OR m.affiliation_id = receiver);
    INSERT INTO public.dossiers_membership
        (public_id, dossier_id, organisation_id, affiliation_id, role, started_on)
    VALUES (seat_id, offered.dossier_id, offered.body, receiver, 'referent', today)
    RETURNING id INTO taken;
    UPDATE public.dossiers_dossier SET referent_id = taken WHERE id = offered.dossier_id;
    IF EXISTS (SELECT FROM public.accounts_affiliation AS former
               WHERE former.id = offered.affiliation_id
                 AND (former.ended_on IS NULL OR former.ended_on > today)) THEN
        INSERT INTO public.dossiers_membership
            (public_id, dossier_id, organisation_id, affiliation_id, role, started_on)
        VALUES (stays_id, offered.dossier_id, offered.organisation_id, offered.affiliation_id,
                'co_advisor', today);
    END IF;
    RETURN taken;
END
$body$;

-- A dossier follows a person who moves, in one statement, when those who orient where she goes
-- accept: they could neither end the seats of the former team nor give the référent's before they
-- read anything. What waited there for an answer has one, in these sealed words: she has another
-- référent, and a new orientation waits in their queue.
DROP FUNCTION IF EXISTS jalon_move(bigint, bigint, timestamptz, date, date, uuid, uuid);
CREATE OR REPLACE FUNCTION jalon_move(
    asked bigint, officer bigint, moment timestamptz, today date, due date, seat_id uuid,
    orientation_id uuid, words bytea
) RETURNS TABLE (seat bigint, orientation bigint, request bigint)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER ROWS 1 SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
    moving record;
    taken bigint;
    begun bigint;
    answered bigint;
BEGIN
    -- The owner of the tables is not asked; whoever logs in as, or has become, another role is.
    IF (current_setting('role') <> 'none' OR NOT pg_has_role(session_user, current_user, 'USAGE'))
        AND officer IS DISTINCT FROM public.jalon_hat()
    THEN
        RAISE insufficient_privilege USING MESSAGE = 'a transfer is accepted by who is asked';
    END IF;
    SELECT transfer.dossier_id, transfer.organisation_id
    INTO moving
    FROM public.entry_transfer AS transfer
    JOIN public.dossiers_dossier AS dossier ON dossier.id = transfer.dossier_id
    JOIN public.dossiers_membership AS held ON held.id = dossier.referent_id
    JOIN public.accounts_affiliation AS hat ON hat.id = officer
    WHERE transfer.id = asked AND transfer.state = 'pending' AND transfer.seat_id = held.id
      AND hat.organisation_id = transfer.organisation_id AND hat.role = 'orientation_officer'
      AND dossier.closed_at IS NULL AND dossier.archived_at IS NULL
    FOR UPDATE OF dossier, held;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    UPDATE public.dossiers_membership AS m SET ended_at = moment
    WHERE m.dossier_id = moving.dossier_id AND m.ended_at IS NULL;
    INSERT INTO public.dossiers_membership
        (public_id, dossier_id, organisation_id, affiliation_id, role, started_on)
    VALUES (seat_id, moving.dossier_id, moving.organisation_id, NULL, 'referent', today)
    RETURNING id INTO taken;
    UPDATE public.dossiers_dossier SET referent_id = taken WHERE id = moving.dossier_id;
    UPDATE public.entry_handover SET state = 'withdrawn', answered_at = moment
    WHERE dossier_id = moving.dossier_id AND state = 'pending';
    UPDATE public.entry_reorientation SET state = 'refused', answered_at = moment, answer = words
    WHERE dossier_id = moving.dossier_id AND state = 'pending';
    UPDATE public.entry_referentrequest SET state = 'accepted', answered_at = moment,
        answered_by_id = officer, answer = words
    WHERE dossier_id = moving.dossier_id AND state = 'pending'
    RETURNING id INTO answered;
    UPDATE public.entry_trackperiod SET ended_at = moment
    WHERE dossier_id = moving.dossier_id AND ended_at IS NULL;
    UPDATE public.dossiers_sharing SET ended_at = moment
    WHERE dossier_id = moving.dossier_id AND ended_at IS NULL;
    UPDATE public.outcomes_suspension SET resumed_on = greatest(today, from_on),
        resumed_by_id = officer
    WHERE dossier_id = moving.dossier_id AND resumed_on IS NULL AND withdrawn_at IS NULL;
    UPDATE public.entry_orientation SET organisation_id = moving.organisation_id,
        received_on = today, due_on = due, taken_by_id = NULL, taken_at = NULL, flagged_at = NULL
    WHERE dossier_id = moving.dossier_id AND decided_at IS NULL
    RETURNING id INTO begun;
    IF begun IS NULL THEN
        INSERT INTO public.entry_orientation
            (public_id, dossier_id, organisation_id, origin, received_on, due_on, track,
             notified_how)
        VALUES (orientation_id, moving.dossier_id, moving.organisation_id, 'transfer', today, due,
                '', '')
        RETURNING id INTO begun;
    END IF;
    RETURN QUERY SELECT taken, begun, answered;
END
$body$;
"""
