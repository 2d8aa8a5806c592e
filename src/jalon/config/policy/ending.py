"""Row-level security of what became of people: jobs, news of them, ends of support."""

from typing import Final

from jalon.config.policy.guards import BODY, HAT, Guard, gate, gate_of

BY_OWN_BODY: Final = (
    f"declared_by_id IN (SELECT id FROM accounts_affiliation WHERE organisation_id = {BODY})"
)
OF_OWN_OUTCOME: Final = (
    f"EXISTS (SELECT FROM outcomes_outcome AS own WHERE own.id = outcome_id AND own.{BY_OWN_BODY})"
)
ENDING_GUARDS: Final = (
    Guard(
        "outcomes_outcome",
        read=f"{gate('E')} OR ({gate('e')} AND {BY_OWN_BODY})",
        insert=f"{gate('E', 'write')} AND declared_by_id IS NOT DISTINCT FROM {HAT}",
        update=f"{gate('E', 'write')}",
    ),
    Guard(
        "outcomes_followup",
        read=f"{gate('E')} OR ({gate('e')} AND {OF_OWN_OUTCOME})",
        insert=gate("E", "write"),
        update=gate("E", "write"),
        delete=gate("E", "write"),
    ),
    Guard(
        "outcomes_closing",
        read=f"{gate('E')} OR {gate('T', 'write')}",
        insert=f"{gate('T', 'write')} AND closed_by_id = {HAT}",
        update=gate("T", "write"),
    ),
    Guard(
        "outcomes_conclusion",
        read=gate("K"),
        insert=f"{gate('T', 'write')} AND concluded_by_id = {HAT}",
        update=gate("T", "write"),
    ),
    Guard(
        "outcomes_suspension",
        read=gate("K"),
        insert=f"{gate('T', 'write')} AND declared_by_id = {HAT}",
        update=gate("T", "write"),
    ),
    # Fewer people know why: a stay in hospital is health's.
    Guard(
        "outcomes_suspensionground",
        read=gate_of("block", "KBS"),
        insert=f"{gate('T', 'write')} AND {gate_of('block', 'KBS', 'write')}",
    ),
)
