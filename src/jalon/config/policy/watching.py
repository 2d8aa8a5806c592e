"""Row-level security of the doors and of the watch: what is written before, or about, somebody.

At a door nobody acts yet. Whoever arrives is then met by what they show, and by nothing else: the
identity that their provider vouches for, or the number that they read aloud (`jalon.shown`, told by
`accounts.acting.showing`). Without it no row comes, and none is written.
"""

from typing import Final

from jalon.config.policy.guards import BODY, HAT, Guard, is_a
from jalon.vigilance.counting import COUNTING

SHOWN: Final = "(SELECT jalon_setting('shown'))"
WHO_ARRIVES: Final = f"(issuer || ' ' || subject) = {SHOWN}"
WHO_IS_MET: Final = f"({HAT} IS NOT NULL AND reference = {SHOWN})"
WHO_ASKS: Final = f"concat_ws(' ', organisation_id, issuer, idp_id, subject) = {SHOWN}"
# Read once per statement, before each page: the hat is taken at its word, its rights are not asked.
MINE: Final = "user_id = (SELECT jalon_account())"
WATCHES: Final = "(SELECT jalon_watches_over_all())"

ANSWERS: Final = f"(organisation_id = {BODY} AND {is_a('manager', 'administrator')})"
DECIDES: Final = f"(({ANSWERS} OR {WATCHES}) AND NOT {MINE})"
OF_ALERT: Final = f"user_id IN (SELECT user_id FROM vigilance_alert WHERE {DECIDES})"

WATCH_GUARDS: Final = (
    Guard(
        "people_identitycheck",
        read=f"{WHO_ARRIVES} OR {WHO_IS_MET}",
        insert=f"{WHO_ARRIVES} AND decided_by_id IS NULL",
        update=f"{WHO_ARRIVES} OR {WHO_IS_MET}",  # at the door it is locked, never changed
        becomes=f"{WHO_IS_MET} AND decided_by_id = {HAT}",
        delete=WHO_ARRIVES,
    ),
    Guard(
        "directory_affiliationrequest",
        read=f"{WHO_ASKS} OR {ANSWERS}",
        insert=f"{WHO_ASKS} AND decided_by_id IS NULL",
        update=f"{WHO_ASKS} OR {ANSWERS}",
        becomes=f"({WHO_ASKS} AND decided_by_id IS NULL) OR ({ANSWERS} AND decided_by_id = {HAT})",
    ),
    # Whom an account was shown: its own count, that nobody else reads.
    Guard("vigilance_sighting", read=MINE, insert=MINE, update=MINE),
    Guard(
        "vigilance_standing",
        read=f"{MINE} OR user_id IN (SELECT user_id FROM vigilance_alert)",
        insert=f"{MINE} OR {OF_ALERT}",
        # Once stopped, one's own row is for somebody else to change.
        update=f"({MINE} AND stopped_at IS NULL) OR {OF_ALERT}",
        becomes=f"{MINE} OR {OF_ALERT}",
    ),
    Guard(
        "vigilance_alert",
        read=f"""{MINE} OR {WATCHES}
                 OR (organisation_id = {BODY}
                     AND {is_a("manager", "administrator", "data_protection")})""",
        insert=f"{MINE} AND affiliation_id = {HAT} AND decided_at IS NULL",
        update=DECIDES,
        becomes=f"{DECIDES} AND decided_by_id = {HAT}",
    ),
)

WATCH_QUESTIONS: Final = f"""
{COUNTING}
-- The security contact of the deployment (`jalon.contact`), and the officer of the operator.
CREATE OR REPLACE FUNCTION jalon_watches_over_all() RETURNS boolean
LANGUAGE sql STABLE
AS $body$
    SELECT EXISTS (
        SELECT FROM public.accounts_affiliation AS hat
        JOIN public.accounts_organisation AS body ON body.id = hat.organisation_id
        JOIN public.accounts_user AS holder ON holder.id = hat.user_id
        WHERE hat.id = (SELECT public.jalon_hat())
          AND ((hat.role = 'data_protection' AND body.kind = 'operator')
               OR holder.email = lower(public.jalon_setting('contact'))))
$body$;

-- Beyond its budget, an account waits before the next new person. With the rights of whoever reads.
CREATE OR REPLACE FUNCTION jalon_slow_down(account bigint, hat bigint, until timestamptz)
RETURNS boolean
LANGUAGE plpgsql VOLATILE
AS $body$
BEGIN
    INSERT INTO public.vigilance_standing AS standing (user_id, wait_until, affiliation_id)
    VALUES (account, until, hat)
    ON CONFLICT (user_id) DO UPDATE
    SET wait_until = EXCLUDED.wait_until, affiliation_id = EXCLUDED.affiliation_id;
    RETURN true;
END
$body$;

-- The identities that a human confirmed face to face, under whichever hat: a number.
CREATE OR REPLACE FUNCTION jalon_identities_confirmed(asked bigint, since timestamptz)
RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
    SELECT count(*) FROM public.people_identitycheck AS met
    JOIN public.accounts_affiliation AS worn ON worn.id = met.decided_by_id
    WHERE met.decided_at > since AND worn.user_id = asked
$body$;

-- Whether a stop that another body answers for still holds; its alert is told to nobody.
CREATE OR REPLACE FUNCTION jalon_stopped_elsewhere(asked bigint, body bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
    SELECT EXISTS (
        SELECT FROM public.vigilance_alert AS alert
        WHERE alert.user_id = asked AND alert.organisation_id <> body
          AND alert.step = 'stop' AND alert.decision <> 'lifted');
$body$;

-- The count of an account starts again at nothing, for whoever may decide about its alert; whom it
-- was shown is told to nobody.
CREATE OR REPLACE FUNCTION jalon_forget_sightings(asked bigint) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
    forgotten bigint;
BEGIN
    -- The owner of the tables is not asked; whoever logs in as, or has become, another role is.
    IF (current_setting('role') <> 'none' OR NOT pg_has_role(session_user, current_user, 'USAGE'))
        AND NOT EXISTS (
            SELECT FROM public.vigilance_alert AS alert
            JOIN public.accounts_affiliation AS hat ON hat.id = public.jalon_hat()
            WHERE alert.user_id = asked AND hat.user_id <> asked
              AND (public.jalon_watches_over_all() OR (
                  hat.organisation_id = alert.organisation_id
                  AND hat.role IN ('manager', 'administrator'))))
    THEN
        RAISE insufficient_privilege USING MESSAGE = 'this count is somebody else''s to forget';
    END IF;
    DELETE FROM public.vigilance_sighting WHERE user_id = asked;
    GET DIAGNOSTICS forgotten = ROW_COUNT;
    RETURN forgotten;
END
$body$;
"""
