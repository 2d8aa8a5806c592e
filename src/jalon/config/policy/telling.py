"""Row-level security of notifications: one's own, while one may know of what they tell."""

from typing import Final

from jalon.config.policy.guards import HAT, USER, Guard, gate_of

# Every block a fact may need, and what one's own body alone wrote.
NEEDED: Final = "ICRPBHFSJKANWXETLm"
KNOWN: Final = f"(need = '' OR {gate_of('need', NEEDED)})"
OWN_BODY: Final = gate_of("lower(need)", "jkae")
MINE: Final = f"""
    (affiliation_id = {HAT} AND ({KNOWN} OR {OWN_BODY}))
    OR (affiliation_id IS NULL AND user_id = {USER} AND {KNOWN})"""

# Written by the post and by the keeper: a page marks its own as read, and nothing else.
TOLD_GUARDS: Final = (Guard("notifications_notification", read=MINE, update=MINE),)

# Whoever records a death reads none of what waited for the person: the database drops it.
TELLING_QUESTIONS: Final = """
CREATE OR REPLACE FUNCTION jalon_drop_notices(asked bigint) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
    DELETE FROM public.notifications_notification AS told
    USING public.outcomes_closing AS closing
    WHERE told.dossier_id = asked AND told.affiliation_id IS NULL AND told.told_at IS NULL
      AND closing.dossier_id = asked AND closing.reopened_at IS NULL AND closing.reason = 'death'
$body$;
"""
