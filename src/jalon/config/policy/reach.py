"""Which blocks of which dossiers one hat reaches: the heart of row-level security.

`jalon_links` runs with its owner's rights, so that policies may ask it about tables that they guard
themselves. It gives a row for each link of the hat with a dossier: its number, and the letters that
the link opens, in one text. It is worked out once per statement, never once per row: policies
compare with its answer (`IN (SELECT … FROM jalon_gates(…))`, a hashed set). When the page of one
dossier is asked for, or the rows of one page of a list, the session names them (`jalon.subject`)
and the answer is about them alone.

What it trusts: the settings of the session, written by the one connection of the application.
`jalon.affiliation` or `jalon.user` (a person in her own name), `jalon.at`, `jalon.subject`.
Unset, they reach nothing.
"""

from typing import Final

from jalon.access.policy.blocks import Block
from jalon.access.policy.capacities import REFERENT_ROLES
from jalon.config.policy.letters import OUTLINE_LETTER

# Where a seat, an addressed block or an emergency counts; {dossier} is the column of the dossier.
NARROW: Final = "{dossier} = ANY(subject_ids)"
WIDE: Final = """NOT EXISTS (
    SELECT FROM public.dossiers_dossier AS kept
    WHERE kept.id = {dossier} AND kept.archived_at IS NOT NULL)"""


# Whether anything is refused or limited in the dossier of a seat; most often nothing is.
TROUBLED: Final = """EXISTS (
            SELECT FROM public.dossiers_objection AS refused
            WHERE refused.dossier_id = seat.dossier_id AND refused.ended_at IS NULL
        ) OR (use = 'write' AND EXISTS (
            SELECT FROM public.dossiers_limitation AS held
            WHERE held.dossier_id = seat.dossier_id AND held.ended_at IS NULL))"""
# The letters of a seat that nothing refuses nor limits.
ALLOWED: Final = f"""(
            SELECT coalesce(string_agg(letter, ''), '')
            FROM unnest(string_to_array({{letters}}, NULL)) AS letter
            WHERE NOT EXISTS (
                SELECT FROM public.dossiers_objection AS refused
                WHERE refused.dossier_id = seat.dossier_id AND refused.ended_at IS NULL
                  AND (refused.organisation_id IS NULL OR refused.organisation_id = body)
                  AND refused.block IN
                      ('', CASE WHEN letter IN ('m', 't') THEN 'T'
                                WHEN letter = '{OUTLINE_LETTER}' THEN '{Block.CONTRACT}'
                                ELSE upper(letter) END))
              AND (use <> 'write' OR letter IN ('T', 'm', 't', '*') OR NOT EXISTS (
                  SELECT FROM public.dossiers_limitation AS held
                  WHERE held.dossier_id = seat.dossier_id AND held.ended_at IS NULL
                    AND held.block IN ('', upper(letter)))))"""
OF_SEAT: Final = "CASE seat.role WHEN 'referent' THEN as_referent ELSE as_member END"

LINKS: Final = """
    RETURN QUERY
        SELECT seat.dossier_id, {of_seat}
        FROM public.dossiers_membership AS seat
        WHERE seat.affiliation_id = hat AND seat.ended_at IS NULL
          AND (seat.until_on IS NULL OR seat.until_on > day) AND {seat};
    IF cardinality(if_addressed) > 0 THEN
        RETURN QUERY
            SELECT shared.dossier_id, letter
            FROM public.dossiers_sharing AS shared
            CROSS JOIN unnest(if_addressed) AS letter
            JOIN public.dossiers_membership AS seat ON seat.dossier_id = shared.dossier_id
            WHERE shared.organisation_id = body AND shared.ended_at IS NULL
              AND (shared.until_on IS NULL OR shared.until_on > day)
              AND shared.block = upper(letter)
              AND seat.affiliation_id = hat AND seat.ended_at IS NULL
              AND (seat.role <> 'referent' OR referent = member)
              AND (seat.until_on IS NULL OR seat.until_on > day) AND {seat}
              AND NOT EXISTS (
                  SELECT FROM public.dossiers_objection AS refused
                  WHERE refused.dossier_id = seat.dossier_id AND refused.ended_at IS NULL
                    AND (refused.organisation_id IS NULL OR refused.organisation_id = body)
                    AND refused.block IN ('', shared.block));
    END IF;
    IF as_manager <> '' THEN
        RETURN QUERY
            SELECT seat.dossier_id, {of_manager}
            FROM public.dossiers_membership AS seat
            WHERE seat.organisation_id = body AND seat.ended_at IS NULL
              AND (seat.until_on IS NULL OR seat.until_on > day) AND {seat};
    END IF;
    IF as_emergency <> '' THEN
        RETURN QUERY
            SELECT urgent.dossier_id, as_emergency
            FROM public.dossiers_exceptionalaccess AS urgent
            WHERE urgent.affiliation_id = hat AND urgent.closed_at IS NULL
              AND urgent.expires_at > moment AND EXISTS (
                  SELECT FROM public.accounts_habilitation AS trust
                  WHERE trust.affiliation_id = hat AND trust.kind = 'break_glass'
                    AND trust.started_on <= day AND trust.ended_on > day)
              AND {urgent};
    END IF;
"""


def unrefused(letters: str) -> str:
    """The letters that a seat gives, without those that are refused or limited."""
    return f"CASE WHEN {TROUBLED} THEN {ALLOWED.format(letters=letters)} ELSE {letters} END"


def links(seat_dossier: str) -> str:
    """Every link that a hat may have with a dossier, on the dossiers that the condition keeps."""
    seat, urgent = (seat_dossier.format(dossier=f"{t}.dossier_id") for t in ("seat", "urgent"))
    return LINKS.format(
        seat=seat,
        urgent=urgent,
        of_seat=unrefused(OF_SEAT),
        of_manager=unrefused("as_manager"),
    )


HAT: Final = """
    SELECT a.role, o.kind, o.id, EXISTS (
               SELECT FROM public.accounts_habilitation AS trust
               WHERE trust.affiliation_id = a.id AND trust.kind = 'secrecy'
                 AND trust.started_on <= day AND trust.ended_on > day)
    INTO role_of_hat, kind_of_body, body, has_secrecy
    FROM public.accounts_affiliation AS a
    JOIN public.accounts_user AS u ON u.id = a.user_id
    JOIN public.accounts_organisation AS o ON o.id = a.organisation_id
    WHERE a.id = hat AND a.confirmed_at IS NOT NULL AND u.is_active
      AND a.started_on <= day AND (a.ended_on IS NULL OR a.ended_on > day)
      AND (o.closed_on IS NULL OR o.closed_on > day);
"""

LETTERS: Final = """
    member := public.jalon_capacity(kind_of_body, role_of_hat);
    referent := CASE WHEN role_of_hat = ANY('{roles}') THEN 'referent' ELSE member END;
    as_referent := array_to_string(public.jalon_letters(referent, has_secrecy, use), '');
    as_member := array_to_string(public.jalon_letters(member, has_secrecy, use), '');
    as_emergency := array_to_string(public.jalon_letters('emergency', has_secrecy, use), '');
    IF role_of_hat = 'manager' THEN
        as_manager := array_to_string(public.jalon_letters('manager', has_secrecy, use), '');
    END IF;
    IF use = 'read' THEN
        if_addressed := public.jalon_letters(member, has_secrecy, 'addressed');
    END IF;
"""


# A person in her own name: her dossier, and the letters of her own line of the matrix.
def roles_of_referents() -> str:
    return "{" + ",".join(sorted(REFERENT_ROLES)) + "}"


OWN: Final = """
    IF own_user IS NOT NULL THEN
        RETURN QUERY
            SELECT own.id, array_to_string(public.jalon_letters('person', true, use), '')
            FROM public.people_personalaccess AS tie
            JOIN public.accounts_user AS u ON u.id = tie.user_id AND u.is_active
            JOIN public.dossiers_dossier AS own ON own.person_id = tie.person_id
            WHERE tie.user_id = own_user AND tie.ended_at IS NULL AND own.archived_at IS NULL
              AND (subject_ids IS NULL OR own.id = ANY(subject_ids));
        RETURN;
    END IF;
"""

# A data-protection officer meets one dossier at a time, of those whose référent is of their body;
# an archived one too, where nobody else enters: its person keeps every right over it.
OFFICER: Final = """
    IF role_of_hat = 'data_protection' THEN
        RETURN QUERY
            SELECT asked.id, as_member FROM unnest(subject_ids) AS asked (id)
            WHERE (kind_of_body = 'operator' OR EXISTS (
                SELECT FROM public.dossiers_membership AS seat
                JOIN public.accounts_organisation AS lead ON lead.id = seat.organisation_id
                WHERE seat.dossier_id = asked.id AND body IN (lead.id, lead.parent_id)
                  AND seat.role = 'referent' AND seat.ended_at IS NULL));
        RETURN;
    END IF;
"""

REACH: Final = f"""
CREATE OR REPLACE FUNCTION jalon_links(
    hat bigint, own_user bigint, moment timestamptz, subjects uuid[], use text
) RETURNS TABLE (dossier_id bigint, letters text)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 300 SET search_path = pg_catalog, pg_temp
AS $body$
#variable_conflict use_column
DECLARE
    day date := (moment AT TIME ZONE 'Europe/Paris')::date;
    role_of_hat text; kind_of_body text; body bigint; has_secrecy boolean;
    member text; referent text;
    as_referent text; as_member text; as_emergency text; as_manager text := '';
    if_addressed text[] := '{{}}';
    subject_ids bigint[];
BEGIN
    IF moment IS NULL OR (hat IS NULL AND own_user IS NULL) THEN
        RETURN;
    END IF;
    {HAT}
    IF subjects IS NOT NULL THEN
        SELECT array_agg(id) INTO subject_ids FROM public.dossiers_dossier
        WHERE public_id = ANY(subjects)
          AND (archived_at IS NULL OR role_of_hat = 'data_protection');
        IF subject_ids IS NULL THEN
            RETURN;
        END IF;
    END IF;
    {OWN}
    IF role_of_hat IS NULL THEN
        RETURN;
    END IF;
    {LETTERS.replace("{roles}", roles_of_referents())}
    {OFFICER}
    IF subject_ids IS NOT NULL THEN
        {links(NARROW)}
    ELSE
        {links(WIDE)}
    END IF;
END
$body$;
"""

# A letter by row, about one dossier at most: what the streams ask, for any hat.
# (What was asked before `jalon_links` is dropped.)
REACH_ONE: Final = """
DROP FUNCTION IF EXISTS jalon_reach_many(bigint, bigint, timestamptz, uuid[], text, text);
DROP FUNCTION IF EXISTS jalon_among(text[], text);
CREATE OR REPLACE FUNCTION jalon_reach(
    hat bigint, own_user bigint, moment timestamptz, subject uuid, use text, wanted text
) RETURNS TABLE (dossier_id bigint, block text)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 300 SET search_path = pg_catalog, pg_temp
AS $body$
    SELECT link.dossier_id, letter
    FROM public.jalon_links(
             hat, own_user, moment, CASE WHEN subject IS NOT NULL THEN ARRAY[subject] END, use
         ) AS link,
         unnest(string_to_array(link.letters, NULL)) AS letter
    WHERE wanted IS NULL OR strpos(wanted, letter) > 0
$body$;
"""
