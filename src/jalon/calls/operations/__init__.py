from jalon.calls.operations.amend_call import amend_call
from jalon.calls.operations.answer_question import answer_question
from jalon.calls.operations.ask_question import ask_question
from jalon.calls.operations.cancel_call import cancel_call
from jalon.calls.operations.close_calls import close_calls
from jalon.calls.operations.discard_call import discard_call
from jalon.calls.operations.draft_call import draft_call
from jalon.calls.operations.duplicate_call import duplicate_call
from jalon.calls.operations.publish_call import publish_call
from jalon.calls.operations.revise_call import revise_call

__all__ = [
    "amend_call",
    "answer_question",
    "ask_question",
    "cancel_call",
    "close_calls",
    "discard_call",
    "draft_call",
    "duplicate_call",
    "publish_call",
    "revise_call",
]
