"""Row-level security of calls: who asks a question stays between them and the State."""

from typing import Final

from jalon.config.policy.guards import BODY, HAT, Guard

PUBLISHES: Final = f"call_id IN (SELECT id FROM calls_call WHERE organisation_id = {BODY})"
CALL_GUARDS: Final = (
    Guard(
        "calls_question",
        read=f"organisation_id = {BODY} OR {PUBLISHES}",
        insert=f"organisation_id = {BODY} AND asked_by_id = {HAT} AND NOT ({PUBLISHES})",
        # Nothing is changed in a question: its row is locked while an answer is numbered.
        update=PUBLISHES,
        becomes="false",
    ),
)
