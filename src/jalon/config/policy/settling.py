"""What ends with a hat or a body, whose seats may be in dossiers that nobody here reads.

An administrator of the platform reads no dossier, and a manager not all those of a body; yet no
seat may outlive its hat, and nobody may be left without a référent. The database ends the seats
itself: it says which, of which dossier, and nothing more.
"""

from typing import Final

SETTLING: Final = """
CREATE OR REPLACE FUNCTION jalon_release_seats(body bigint, hat bigint, moment timestamptz)
RETURNS TABLE (seat bigint, dossier bigint, leaves_someone boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER ROWS 300 SET search_path = pg_catalog, pg_temp
AS $body$
#variable_conflict use_column
BEGIN
    -- The owner of the tables is not asked; whoever logs in as, or has become, another role is.
    IF (current_setting('role') <> 'none' OR NOT pg_has_role(session_user, current_user, 'USAGE'))
        AND NOT public.jalon_may_settle(body)
    THEN
        RAISE insufficient_privilege USING MESSAGE = 'these seats are settled by others';
    END IF;
    PERFORM FROM public.dossiers_membership AS m
        WHERE m.organisation_id = body AND m.ended_at IS NULL
          AND (hat IS NULL OR m.affiliation_id = hat)
        ORDER BY m.dossier_id, m.id FOR UPDATE;
    RETURN QUERY
        SELECT m.id, m.dossier_id, true
        FROM public.dossiers_membership AS m
        JOIN public.dossiers_dossier AS d ON d.id = m.dossier_id AND d.closed_at IS NULL
        WHERE m.organisation_id = body AND m.ended_at IS NULL AND m.role = 'referent'
          AND (hat IS NULL OR m.affiliation_id = hat);
    IF FOUND THEN
        RETURN;
    END IF;
    RETURN QUERY
        UPDATE public.dossiers_membership AS m SET ended_at = moment
        WHERE m.organisation_id = body AND m.ended_at IS NULL
          AND (hat IS NULL OR m.affiliation_id = hat)
        RETURNING m.id, m.dossier_id, false;
END
$body$;
"""
