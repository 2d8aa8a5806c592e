"""How the manager of a very large body meets its first dossiers, without all the others.

Row-level security works out all that a hat reaches before it shows anything: for 100,000 dossiers,
that is most of a second. These two questions, with their owner's rights, only say which dossiers
come first, by their numbers; what is shown of them is then asked of these few, under row-level
security, and whatever it would not give is not shown.
"""

from typing import Final

from jalon.config.policy.reach import HAT, LETTERS, roles_of_referents

# Whether a seat lets its hat know who the person is, as in `jalon_links`.
OPENS: Final = """
    seat.ended_at IS NULL AND (seat.until_on IS NULL OR seat.until_on > day)
    AND (strpos(as_manager, 'I') > 0 AND seat.organisation_id = body
         OR seat.affiliation_id = hat AND strpos(
             CASE seat.role WHEN 'referent' THEN as_referent ELSE as_member END, 'I') > 0)
    AND NOT EXISTS (
        SELECT FROM public.dossiers_objection AS refused
        WHERE refused.dossier_id = seat.dossier_id AND refused.block IN ('', 'I')
          AND refused.ended_at IS NULL
          AND (refused.organisation_id IS NULL OR refused.organisation_id = body))"""

DECLARED: Final = """
    hat bigint := public.jalon_setting('affiliation');
    moment timestamptz := public.jalon_setting('at');
    day date := (moment AT TIME ZONE 'Europe/Paris')::date;
    use text := 'read';
    role_of_hat text; kind_of_body text; body bigint; has_secrecy boolean;
    member text; referent text;
    as_referent text; as_member text; as_emergency text; as_manager text := '';
    if_addressed text[];"""
WHO: Final = f"""
    {HAT}
    {LETTERS.replace("{roles}", roles_of_referents())}"""

WALKING: Final = f"""
CREATE OR REPLACE FUNCTION jalon_manages_more_than(most integer) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE {DECLARED}
BEGIN
    {WHO}
    RETURN most < (SELECT count(*) FROM (
        SELECT DISTINCT seat.dossier_id FROM public.dossiers_membership AS seat
        WHERE seat.organisation_id = body AND {OPENS} AND EXISTS (
            SELECT FROM public.dossiers_dossier AS dossier
            WHERE dossier.id = seat.dossier_id AND dossier.closed_at IS NULL)
        ORDER BY seat.dossier_id LIMIT most + 1) AS enough);
END
$body$;

-- The open dossiers around which the hat, or the body that it manages, holds a seat: the first ones
-- by name after this one.
CREATE OR REPLACE FUNCTION jalon_first_managed(after_name text, after_id uuid, most integer)
RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 50 SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE {DECLARED}
BEGIN
    {WHO}
    RETURN QUERY
        SELECT dossier.public_id FROM public.people_person AS person
        JOIN public.dossiers_dossier AS dossier
            ON dossier.person_id = person.id AND dossier.closed_at IS NULL
        WHERE person.sort_name >= after_name
          AND (person.sort_name, dossier.public_id) > (after_name, after_id)
          AND EXISTS (SELECT FROM public.dossiers_membership AS seat
                      WHERE seat.dossier_id = dossier.id AND {OPENS})
        ORDER BY person.sort_name, dossier.public_id LIMIT most;
END
$body$;
"""
