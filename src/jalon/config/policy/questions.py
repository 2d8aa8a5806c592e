"""Small questions about what a session may not read: each named, each with its owner's rights.

A policy asks them, or an operation that must know one thing about everybody. None says more than
its name; those about people want an exact number in hand.
"""

from typing import Final

# What policies and a few operations ask beside the gates: small, named, with their owner's rights.
QUESTIONS: Final = """
CREATE OR REPLACE FUNCTION jalon_people(use text, wanted text) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 300 SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
    reached bigint[] := ARRAY(SELECT gate.dossier_id FROM public.jalon_gates(use, wanted) AS gate);
BEGIN
    -- An array and not a join: one dossier or all those of a body, PostgreSQL knows how many.
    RETURN QUERY SELECT person_id FROM public.dossiers_dossier WHERE id = ANY(reached);
END
$body$;

CREATE OR REPLACE FUNCTION jalon_is_newcomer(person bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
    SELECT NOT EXISTS (SELECT FROM public.dossiers_dossier WHERE person_id = person)
$body$;

CREATE OR REPLACE FUNCTION jalon_is_new_dossier(number bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
    SELECT NOT EXISTS (SELECT FROM public.dossiers_dossier WHERE id = number)
       AND NOT EXISTS (SELECT FROM public.dossiers_membership WHERE dossier_id = number)
$body$;

CREATE OR REPLACE FUNCTION jalon_today() RETURNS date
LANGUAGE sql STABLE
AS $body$
    SELECT (public.jalon_setting('at')::timestamptz AT TIME ZONE 'Europe/Paris')::date
$body$;

-- A seat may be ended, or given a name, by the manager of its body; and by the platform when the
-- body has closed or its last hat has ended.
CREATE OR REPLACE FUNCTION jalon_may_settle(seated bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
    SELECT EXISTS (
        SELECT FROM public.accounts_affiliation AS a
        WHERE a.id = public.jalon_hat() AND (
            (a.role = 'manager' AND a.organisation_id = seated) OR a.role = 'administrator'))
$body$;

-- Whose requests and readings an officer answers for: the dossiers whose référent is of their body,
-- or of one directly under it. The operator's officer protects them all.
CREATE OR REPLACE FUNCTION jalon_protected_dossiers() RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 20000 SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
    body bigint := public.jalon_body();
BEGIN
    IF body IS NULL OR NOT EXISTS (
        SELECT FROM public.accounts_affiliation AS a
        WHERE a.id = public.jalon_hat() AND a.role = 'data_protection'
    ) THEN
        RETURN;
    END IF;
    RETURN QUERY
        SELECT dossier.id FROM public.dossiers_dossier AS dossier
        JOIN public.dossiers_membership AS seat ON seat.id = dossier.referent_id
        JOIN public.accounts_organisation AS lead ON lead.id = seat.organisation_id
        WHERE lead.id = body OR lead.parent_id = body;
END
$body$;

CREATE OR REPLACE FUNCTION jalon_protects_all() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
    SELECT EXISTS (
        SELECT FROM public.accounts_affiliation AS a
        JOIN public.accounts_organisation AS o ON o.id = a.organisation_id
        WHERE a.id = public.jalon_hat() AND a.role = 'data_protection' AND o.kind = 'operator'
          AND public.jalon_body() = o.id)
$body$;

CREATE OR REPLACE FUNCTION jalon_protects_person(asked bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
    SELECT public.jalon_protects_all() OR EXISTS (
        SELECT FROM public.dossiers_dossier AS dossier
        JOIN public.dossiers_membership AS seat ON seat.id = dossier.referent_id
        JOIN public.accounts_organisation AS lead ON lead.id = seat.organisation_id
        WHERE dossier.person_id = asked AND public.jalon_body() IN (lead.id, lead.parent_id))
$body$;

CREATE OR REPLACE FUNCTION jalon_managed_body() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
    SELECT a.organisation_id FROM public.accounts_affiliation AS a
    WHERE a.id = public.jalon_hat() AND a.role = 'manager'
      AND public.jalon_body() = a.organisation_id
$body$;

-- Under whichever of their hats a human opened them: a number, and nothing else.
CREATE OR REPLACE FUNCTION jalon_emergencies(asked bigint, since timestamptz) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
    SELECT count(*) FROM public.dossiers_exceptionalaccess AS opened
    JOIN public.accounts_affiliation AS worn ON worn.id = opened.affiliation_id
    WHERE opened.opened_at > since AND worn.user_id = asked
$body$;

CREATE OR REPLACE FUNCTION jalon_space_codes(asked bigint, since timestamptz) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
    SELECT count(*) FROM public.people_spacecode AS handed
    JOIN public.accounts_affiliation AS worn ON worn.id = handed.made_by_id
    WHERE handed.made_at > since AND worn.user_id = asked
$body$;

-- The numbers that give back an account once an officer says so, among the people whose data they
-- protect: the number of the dossier, who handed it, and when.
CREATE OR REPLACE FUNCTION jalon_space_codes_to_confirm(moment timestamptz)
RETURNS TABLE (dossier_number uuid, made_by bigint, made_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
    SELECT dossier.public_id, code.made_by_id, code.made_at
    FROM public.people_spacecode AS code
    JOIN public.dossiers_dossier AS dossier
        ON dossier.person_id = code.person_id AND dossier.closed_at IS NULL
    WHERE code.used_at IS NULL AND code.ended_at IS NULL AND code.expires_at > moment
      AND code.second IS NULL AND code.confirmed_at IS NULL
      AND EXISTS (SELECT FROM public.people_personalaccess AS tie
                  WHERE tie.person_id = code.person_id AND tie.ended_at IS NULL)
      AND (public.jalon_protects_all()
           OR dossier.id IN (SELECT public.jalon_protected_dossiers()))
    ORDER BY code.made_at
$body$;

CREATE OR REPLACE FUNCTION jalon_next_position(asked text) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(asked, 0));
    RETURN (SELECT coalesce(max(position), 0) + 1 FROM public.journal_entry WHERE stream = asked);
END
$body$;

CREATE OR REPLACE FUNCTION jalon_has_open_dossier(asked bigint[]) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
    SELECT EXISTS (
        SELECT FROM public.dossiers_dossier WHERE person_id = ANY(asked) AND closed_at IS NULL)
$body$;

-- How much of the team one must see to know of a fact about one of its seats: all of it (T) when
-- the body of the seat is sensitive and is not the reader's, else all but such bodies (m).
CREATE OR REPLACE FUNCTION jalon_degree_of_fact(payload jsonb) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
    place record;
BEGIN
    SELECT body.id, body.kind INTO place FROM public.dossiers_membership AS seat
    JOIN public.accounts_organisation AS body ON body.id = seat.organisation_id
    WHERE seat.id = (payload->>'membership_id')::bigint;
    RETURN CASE WHEN public.jalon_is_sensitive(place.kind)
                     AND place.id IS DISTINCT FROM public.jalon_body() THEN 'T' ELSE 'm' END;
END
$body$;

CREATE OR REPLACE FUNCTION jalon_recognised(
    asked_nir bytea, asked_number text, asked_issuer bigint, asked_file text
) RETURNS SETOF public.people_person
LANGUAGE sql STABLE SECURITY DEFINER ROWS 2 SET search_path = pg_catalog, pg_temp
AS $body$
    SELECT person.* FROM public.people_person AS person
    WHERE person.nir_fingerprint = asked_nir OR person.id IN (
        SELECT person_id FROM public.people_identifier
        WHERE (kind = 'france_travail' AND value = asked_number)
           OR (kind = 'file' AND issuer_id = asked_issuer AND value = asked_file))
    ORDER BY person.id
$body$;

-- Whether this hat was offered exactly this seat, in time, around somebody still accompanied.
CREATE OR REPLACE FUNCTION jalon_is_invited(
    hat bigint, moment timestamptz, asked bigint, asked_role text, asked_until date
) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
    SELECT EXISTS (
        SELECT FROM public.dossiers_invitation AS offered
        JOIN public.dossiers_dossier AS dossier ON dossier.id = offered.dossier_id
        WHERE offered.affiliation_id = hat AND offered.dossier_id = asked
          AND offered.role = asked_role AND offered.until_on IS NOT DISTINCT FROM asked_until
          AND offered.state = 'pending' AND offered.expires_at > moment
          AND dossier.closed_at IS NULL)
$body$;

-- Whether this hat asked, in time, for exactly this seat around somebody still accompanied.
CREATE OR REPLACE FUNCTION jalon_is_asking(
    hat bigint, body bigint, moment timestamptz, asked bigint, asked_role text
) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
    SELECT EXISTS (
        SELECT FROM public.dossiers_joinrequest AS request
        JOIN public.dossiers_dossier AS dossier ON dossier.id = request.dossier_id
        WHERE request.affiliation_id = hat AND request.organisation_id = body
          AND request.dossier_id = asked AND request.role = asked_role
          AND request.state = 'pending' AND request.expires_at > moment
          AND dossier.closed_at IS NULL)
$body$;

-- Which of these dossiers this hat holds open in an emergency. With the rights of whoever asks.
CREATE OR REPLACE FUNCTION jalon_urgent_among(
    hat bigint, moment timestamptz, asked bigint[]
) RETURNS SETOF bigint
LANGUAGE sql STABLE
AS $body$
    SELECT access.dossier_id FROM dossiers_exceptionalaccess AS access
    WHERE access.affiliation_id = hat AND access.closed_at IS NULL AND access.expires_at > moment
      AND access.dossier_id = ANY(asked)
      AND EXISTS (
          SELECT FROM accounts_habilitation AS trust,
                      (SELECT (moment AT TIME ZONE 'Europe/Paris')::date AS day) AS today
          WHERE trust.affiliation_id = hat AND trust.kind = 'break_glass'
            AND trust.started_on <= today.day AND trust.ended_on > today.day)
$body$;

-- The open dossier of somebody whom the asker meets, an exact number in hand. The pages compare
-- the name and the birth date with those of the person, and show nothing.
CREATE OR REPLACE FUNCTION jalon_dossiers_met(
    asked_nir bytea, asked_number text, asked_issuer bigint, asked_file text
) RETURNS TABLE (dossier_id bigint, dossier_number uuid, person_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 2 SET search_path = pg_catalog, pg_temp
AS $body$
    SELECT dossier.id, dossier.public_id, person.id
    FROM public.jalon_recognised(asked_nir, asked_number, asked_issuer, asked_file) AS person
    JOIN public.dossiers_dossier AS dossier ON dossier.person_id = person.id
    WHERE dossier.closed_at IS NULL
$body$;

-- To which dossier an officer's review goes: they meet one dossier at a time, by its number.
CREATE OR REPLACE FUNCTION jalon_dossier_of_access(asked uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
    SELECT dossier.public_id FROM public.dossiers_exceptionalaccess AS access
    JOIN public.dossiers_dossier AS dossier ON dossier.id = access.dossier_id
    WHERE access.public_id = asked AND (public.jalon_protects_all()
          OR dossier.id IN (SELECT public.jalon_protected_dossiers()))
$body$;

-- Whom an officer looks for by name, or who is in that one dossier, among the people whose data
-- they protect, in the archive too: a name, a birth date, the number of the dossier, and nothing
-- else of it. (What it gives changed: a former one is not replaced, so it is dropped first.)
DROP FUNCTION IF EXISTS
    jalon_protected_people(uuid, text[], integer, integer, integer, integer);
CREATE FUNCTION jalon_protected_people(
    asked uuid, words text[], born_year integer, born_month integer, born_day integer, most integer
) RETURNS TABLE (
    id bigint, first_names text, birth_name text, usage_name text, birth_year integer,
    birth_month integer, birth_day integer, dossier_id bigint, dossier_number uuid,
    is_archived boolean
)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 10 SET search_path = pg_catalog, pg_temp
AS $body$
#variable_conflict use_column
DECLARE
    everyone boolean := public.jalon_protects_all();
    longest text := (SELECT word FROM unnest(words) AS word ORDER BY length(word) DESC LIMIT 1);
BEGIN
    IF asked IS NULL AND coalesce(length(longest), 0) < 2 THEN
        RETURN;
    END IF;
    RETURN QUERY
        SELECT person.id, person.first_names::text, person.birth_name::text,
               person.usage_name::text, person.birth_year::integer, person.birth_month::integer,
               person.birth_day::integer, dossier.id, dossier.public_id,
               dossier.archived_at IS NOT NULL
        FROM public.people_person AS person
        JOIN public.dossiers_dossier AS dossier ON dossier.person_id = person.id
        WHERE (everyone OR dossier.id IN (SELECT public.jalon_protected_dossiers()))
          AND (asked IS NULL OR dossier.public_id = asked)
          AND (longest IS NULL OR person.plain_name LIKE '%' || longest || '%'
               OR longest OPERATOR(public.<%) person.plain_name)
          AND NOT EXISTS (
              SELECT FROM unnest(words) AS word
              WHERE position(word IN person.plain_name) = 0
                AND NOT word OPERATOR(public.<%) person.plain_name)
          AND (born_year IS NULL OR person.birth_year = born_year)
          AND (born_month IS NULL OR coalesce(person.birth_month, born_month) = born_month)
          AND (born_day IS NULL OR coalesce(person.birth_day, born_day) = born_day)
        ORDER BY person.sort_name, dossier.id LIMIT least(most, 20);
END
$body$;
"""
