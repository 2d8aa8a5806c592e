"""Row-level security of milestones and deadlines: read by the pages, written by the database."""

from typing import Final

from jalon.config.policy.guards import Guard, gate_of, seen

DATE_GUARDS: Final = (
    Guard(
        "deadlines_dossiermilestone",
        read=f"{gate_of('need', 'RKAEN')} AND {seen('towards_id')}",
    ),
    Guard(
        "deadlines_deadline",
        read=f"{gate_of('need', 'RKAE')} AND {seen('organisation_id')}",
    ),
)
