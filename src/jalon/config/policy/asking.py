"""What policies ask, in the name of whoever the session says: who is it, and what do they reach?

One page asks dozens of times within one statement. An answer is worked out once and kept until the
end of the statement, in settings of the session (`jalon.kept_…`), with all that it depends on; the
next ones are read there. About named dossiers, in plain expressions: a query would cost three times
as much. About all those of a hat, by set of letters, since its links open few different ones.
"""

from typing import Final

from jalon.config.policy.reach import HAT

# All that an answer depends on.
ASKED_BY: Final = """concat(current_setting('jalon.affiliation', true), '/',
        current_setting('jalon.user', true), '/', current_setting('jalon.at', true), '/',
        current_setting('jalon.subject', true), '/', statement_timestamp())"""

ASKED: Final = f"""
CREATE OR REPLACE FUNCTION jalon_setting(name text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
AS $body$ SELECT nullif(pg_catalog.current_setting('jalon.' || name, true), '') $body$;

CREATE OR REPLACE FUNCTION jalon_body() RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
    asked text := {ASKED_BY};
    hat bigint; moment timestamptz; day date;
    role_of_hat text; kind_of_body text; body bigint; has_secrecy boolean;
BEGIN
    IF current_setting('jalon.kept_body_for', true) IS DISTINCT FROM asked THEN
        hat := public.jalon_setting('affiliation');
        moment := public.jalon_setting('at');
        day := moment AT TIME ZONE 'Europe/Paris';
        {HAT}
        PERFORM set_config('jalon.kept_body', coalesce(body::text, ''), true),
                set_config('jalon.kept_role', coalesce(role_of_hat, ''), true),
                set_config('jalon.kept_body_for', asked, true);
    END IF;
    RETURN public.jalon_setting('kept_body')::bigint;
END
$body$;

CREATE OR REPLACE FUNCTION jalon_hat() RETURNS bigint
LANGUAGE plpgsql STABLE
AS $body$
BEGIN
    IF public.jalon_body() IS NOT NULL THEN
        RETURN public.jalon_setting('affiliation')::bigint;
    END IF;
    RETURN NULL;
END
$body$;

CREATE OR REPLACE FUNCTION jalon_is_a(VARIADIC roles text[]) RETURNS boolean
LANGUAGE plpgsql STABLE
AS $body$
BEGIN
    IF public.jalon_body() IS NULL THEN
        RETURN false;
    END IF;
    RETURN public.jalon_setting('kept_role') = ANY(roles);
END
$body$;

-- The account of the hat, taken at its word: none of its rights is asked.
CREATE OR REPLACE FUNCTION jalon_account() RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    RETURN (SELECT own.user_id FROM public.accounts_affiliation AS own
            WHERE own.id = public.jalon_setting('affiliation')::bigint);
END
$body$;

CREATE OR REPLACE FUNCTION jalon_sensitive_bodies(besides bigint) RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    RETURN ARRAY(SELECT body.id FROM public.accounts_organisation AS body
                 WHERE public.jalon_is_sensitive(body.kind) AND body.id IS DISTINCT FROM besides);
END
$body$;

CREATE OR REPLACE FUNCTION jalon_gates(use text, wanted text)
RETURNS TABLE (dossier_id bigint, block text)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 300 SET search_path = pg_catalog, pg_temp
AS $body$
#variable_conflict use_column
DECLARE
    asked text := {ASKED_BY};
    kept_as text := 'jalon.kept_' || use;
    kept text; one text; opened text; chosen text[];
BEGIN
    IF public.jalon_setting('subject') IS NULL THEN
        IF current_setting(kept_as || '_all_for', true) IS DISTINCT FROM asked THEN
            -- As `letters {{dossiers}} letters {{dossiers}} …`: the links of a hat open few sets.
            SELECT string_agg(concat(alike.letters, ' ', alike.dossiers), ' ') INTO kept FROM (
                SELECT letters, array_agg(dossier_id) AS dossiers
                FROM public.jalon_links(
                    public.jalon_setting('affiliation')::bigint,
                    public.jalon_setting('user')::bigint,
                    public.jalon_setting('at')::timestamptz, NULL, use)
                WHERE letters <> '' GROUP BY letters
            ) AS alike;
            PERFORM set_config(kept_as || '_all', coalesce(kept, ''), true),
                    set_config(kept_as || '_all_for', asked, true);
        END IF;
        FOREACH one IN ARRAY string_to_array(current_setting(kept_as || '_all'), ' ') LOOP
            IF opened IS NULL THEN
                opened := one;
            ELSE
                chosen := ARRAY(
                    SELECT s FROM unnest(string_to_array(coalesce(wanted, opened), NULL)) AS s
                    WHERE strpos(opened, s) > 0);
                IF cardinality(chosen) > 0 THEN
                    RETURN QUERY SELECT * FROM unnest(one::bigint[]) AS d, unnest(chosen) AS s;
                END IF;
                opened := NULL;
            END IF;
        END LOOP;
        RETURN;
    END IF;
    IF current_setting(kept_as || '_for', true) IS DISTINCT FROM asked THEN
        -- As `dossier letters dossier letters …`.
        SELECT string_agg(concat(reach.dossier_id, ' ', reach.letters), ' ') INTO kept FROM (
            SELECT link.dossier_id, string_agg(DISTINCT letter, '') AS letters
            FROM public.jalon_links(
                     public.jalon_setting('affiliation')::bigint,
                     public.jalon_setting('user')::bigint, public.jalon_setting('at')::timestamptz,
                     string_to_array(public.jalon_setting('subject'), ',')::uuid[], use) AS link,
                 unnest(string_to_array(link.letters, NULL)) AS letter
            GROUP BY link.dossier_id
        ) AS reach;
        PERFORM set_config(kept_as, coalesce(kept, ''), true),
                set_config(kept_as || '_for', asked, true);
    END IF;
    FOREACH one IN ARRAY string_to_array(current_setting(kept_as), ' ') LOOP
        IF dossier_id IS NULL THEN
            dossier_id := one;
        ELSE
            FOREACH block IN ARRAY string_to_array(coalesce(wanted, one), NULL) LOOP
                IF strpos(one, block) > 0 THEN
                    RETURN NEXT;
                END IF;
            END LOOP;
            dossier_id := NULL;
        END IF;
    END LOOP;
END
$body$;
"""
