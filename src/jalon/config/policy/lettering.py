"""Row-level security of letters of commitment, and of the personal links of who signs them.

A session that acts for nobody may hold the fingerprint of one link (`jalon.link`): it reaches that
one letter, the member that it binds, and the frame of its project; nothing else.
"""

from typing import Final

from jalon.config.policy.guards import BODY, HAT, Guard

LETTER_QUESTIONS: Final = """
-- The letter of the link that this session holds, while the link lives.
CREATE OR REPLACE FUNCTION jalon_letter()
RETURNS TABLE (letter_id bigint, member_id bigint, project_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 1 SET search_path = pg_catalog, pg_temp
AS $body$
    SELECT letter.id, letter.member_id, letter.project_id FROM public.letters_letter AS letter
    WHERE letter.fingerprint = decode(nullif(public.jalon_setting('link'), ''), 'hex')
      AND letter.state IN ('waiting', 'signed', 'refused')
      AND letter.expires_at > public.jalon_setting('at')::timestamptz
$body$;
"""
LINKED_LETTER: Final = "(SELECT letter_id FROM jalon_letter())"
LINKED_MEMBER: Final = "(SELECT member_id FROM jalon_letter())"
LINKED_PROJECT: Final = "(SELECT project_id FROM jalon_letter())"
CARRIED: Final = "project_id IN (SELECT project_id FROM jalon_projects() WHERE quality = 'carrier')"
ABOARD: Final = "project_id IN (SELECT project_id FROM jalon_projects() WHERE quality <> 'state')"
# The State reads what was signed, once the project is filed.
RECEIVED: Final = """(state = 'signed' AND project_id IN
    (SELECT project_id FROM jalon_projects() WHERE quality = 'state'))"""
OWN: Final = f"""({ABOARD} AND member_id IN
    (SELECT id FROM projects_member WHERE organisation_id = {BODY}))"""
LETTER_GUARDS: Final = (
    Guard(
        "letters_letter",
        read=f"{ABOARD} OR {RECEIVED} OR id = {LINKED_LETTER}",
        insert=f"({CARRIED} OR {OWN}) AND sent_by_id = {HAT} AND state = 'waiting'",
        update=f"{CARRIED} OR {OWN} OR id = {LINKED_LETTER}",
    ),
    Guard(
        "letters_lettercode",
        read=f"letter_id = {LINKED_LETTER}",
        insert=f"letter_id = {LINKED_LETTER}",
        update=f"letter_id = {LINKED_LETTER}",
    ),
)
