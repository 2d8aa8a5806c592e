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
