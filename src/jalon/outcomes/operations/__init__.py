from jalon.outcomes.operations.answer_follow_up import answer_follow_up
from jalon.outcomes.operations.close_dossier import close_dossier
from jalon.outcomes.operations.conclude_assessment import NothingAssessed, conclude_assessment
from jalon.outcomes.operations.confirm_outcome import confirm_outcome
from jalon.outcomes.operations.declare_outcome import OutcomeIncomplete, declare_outcome
from jalon.outcomes.operations.end_outcome import end_outcome
from jalon.outcomes.operations.prolong_support import CannotProlong, prolong_support
from jalon.outcomes.operations.reopen_assessment import reopen_assessment
from jalon.outcomes.operations.reopen_dossier import CannotReopen, reopen_dossier
from jalon.outcomes.operations.resume_support import CannotResume, resume_support
from jalon.outcomes.operations.suspend_support import CannotSuspend, suspend_support
from jalon.outcomes.operations.withdraw_outcome import withdraw_outcome
from jalon.outcomes.operations.withdraw_suspension import withdraw_suspension

__all__ = [
    "CannotProlong",
    "CannotReopen",
    "CannotResume",
    "CannotSuspend",
    "NothingAssessed",
    "OutcomeIncomplete",
    "answer_follow_up",
    "close_dossier",
    "conclude_assessment",
    "confirm_outcome",
    "declare_outcome",
    "end_outcome",
    "prolong_support",
    "reopen_assessment",
    "reopen_dossier",
    "resume_support",
    "suspend_support",
    "withdraw_outcome",
    "withdraw_suspension",
]
