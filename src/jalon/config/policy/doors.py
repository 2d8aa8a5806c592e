"""What the door asks for somebody whom nobody knows yet: does this number open a space?"""

from typing import Final

from jalon.config.policy.guards import HAT, Guard, is_a, people

# The officer of the person, who meets one dossier at a time.
HER_OFFICER: Final = f"({is_a('data_protection')} AND {people('L')})"
DOOR_GUARDS: Final = (
    Guard(
        "people_spacecode",
        read=f"{people('I')} OR {HER_OFFICER}",
        insert=f"{people('T', 'write')} AND made_by_id = {HAT} AND confirmed_at IS NULL",
        update=f"{people('T', 'write')} OR {HER_OFFICER}",
        becomes=f"""({people("T", "write")} AND (confirmed_at IS NULL OR ended_at IS NOT NULL))
                    OR ({HER_OFFICER} AND ended_at IS NULL AND confirmed_by_id = {HAT})""",
    ),
)

# A try is counted whether the date is right or not; a wrong number is nobody's.
# Who has an account already gets it back with a second proof too. (What it asks changed: a former
# one is not replaced, so it is dropped first.)
DOOR_QUESTIONS: Final = """
DROP FUNCTION IF EXISTS
    jalon_try_space_code(bytea, integer, integer, integer, timestamptz, integer);
CREATE OR REPLACE FUNCTION jalon_try_space_code(
    print bytea, born_year integer, born_month integer, born_day integer,
    moment timestamptz, most integer, proof bytea
) RETURNS TABLE (person bigint, first_names text, family_name text, account bigint)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER ROWS 1 SET search_path = pg_catalog, pg_temp
AS $body$
#variable_conflict use_column
DECLARE
    one record;
    known bigint;
BEGIN
    SELECT code.id, code.second, code.confirmed_at, p.id AS person,
           p.birth_year, p.birth_month, p.birth_day, p.first_names,
           coalesce(nullif(p.usage_name, ''), p.birth_name) AS family
    INTO one
    FROM public.people_spacecode AS code JOIN public.people_person AS p ON p.id = code.person_id
    WHERE code.fingerprint = print AND code.used_at IS NULL AND code.ended_at IS NULL
      AND code.expires_at > moment AND code.tries < most
    FOR UPDATE OF code;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    UPDATE public.people_spacecode SET tries = tries + 1 WHERE id = one.id;
    IF one.birth_year IS DISTINCT FROM born_year
        OR (one.birth_month IS NOT NULL AND one.birth_month IS DISTINCT FROM born_month)
        OR (one.birth_day IS NOT NULL AND one.birth_day IS DISTINCT FROM born_day)
    THEN
        RETURN;
    END IF;
    -- Where FranceConnect opens her space, no password does.
    IF EXISTS (SELECT FROM public.people_personalaccess AS tie
               JOIN public.accounts_federatedidentity AS way ON way.user_id = tie.user_id
               WHERE tie.person_id = one.person AND tie.ended_at IS NULL
                 AND way.ended_at IS NULL)
    THEN
        RETURN;
    END IF;
    known := (SELECT tie.user_id FROM public.people_personalaccess AS tie
              WHERE tie.person_id = one.person AND tie.ended_at IS NULL);
    IF known IS NOT NULL AND one.confirmed_at IS NULL
        AND (one.second IS NULL OR one.second IS DISTINCT FROM proof)
    THEN
        RETURN;
    END IF;
    UPDATE public.people_spacecode SET used_at = moment WHERE id = one.id;
    RETURN QUERY SELECT one.person, one.first_names::text, one.family::text, known;
END
$body$;
"""
