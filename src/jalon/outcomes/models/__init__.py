from jalon.outcomes.models.closing import Closing, ClosingReason
from jalon.outcomes.models.follow_up import FollowUp, FollowUpAnswer
from jalon.outcomes.models.outcome import JobContract, Outcome, OutcomeKind

__all__ = [
    "Closing",
    "ClosingReason",
    "FollowUp",
    "FollowUpAnswer",
    "JobContract",
    "Outcome",
    "OutcomeKind",
]
