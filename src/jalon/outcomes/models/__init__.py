from jalon.outcomes.models.closing import Closing, ClosingReason
from jalon.outcomes.models.conclusion import Conclusion
from jalon.outcomes.models.follow_up import FollowUp, FollowUpAnswer
from jalon.outcomes.models.outcome import JobContract, Outcome, OutcomeKind
from jalon.outcomes.models.suspension import Suspension, SuspensionGround

__all__ = [
    "Closing",
    "ClosingReason",
    "Conclusion",
    "FollowUp",
    "FollowUpAnswer",
    "JobContract",
    "Outcome",
    "OutcomeKind",
    "Suspension",
    "SuspensionGround",
]
