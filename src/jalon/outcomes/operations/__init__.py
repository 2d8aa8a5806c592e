from jalon.outcomes.operations.answer_follow_up import answer_follow_up
from jalon.outcomes.operations.close_dossier import close_dossier
from jalon.outcomes.operations.confirm_outcome import confirm_outcome
from jalon.outcomes.operations.declare_outcome import OutcomeIncomplete, declare_outcome
from jalon.outcomes.operations.end_outcome import end_outcome
from jalon.outcomes.operations.reopen_dossier import CannotReopen, reopen_dossier
from jalon.outcomes.operations.withdraw_outcome import withdraw_outcome

__all__ = [
    "CannotReopen",
    "OutcomeIncomplete",
    "answer_follow_up",
    "close_dossier",
    "confirm_outcome",
    "declare_outcome",
    "end_outcome",
    "reopen_dossier",
    "withdraw_outcome",
]
