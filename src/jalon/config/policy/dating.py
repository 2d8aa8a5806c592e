"""Row-level security of milestones and deadlines: read by the pages, written by the database."""

from typing import Final

from jalon.config.policy.guards import BODY, SENSITIVE, Guard, gate, gate_of


def _seen(column: str) -> str:
    """A body whose mere name is sensitive is not seen through what it is waited for either."""
    return (
        f"({column} IS NULL OR {column} = {BODY} OR NOT {column} = ANY({SENSITIVE}) OR {gate('T')})"
    )


DATE_GUARDS: Final = (
    Guard(
        "deadlines_dossiermilestone",
        read=f"{gate_of('need', 'RKAEN')} AND {_seen('towards_id')}",
    ),
    Guard(
        "deadlines_deadline",
        read=f"{gate_of('need', 'RKAE')} AND {_seen('organisation_id')}",
    ),
)
