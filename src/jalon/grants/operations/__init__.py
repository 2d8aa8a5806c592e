from jalon.grants.operations.accept_agreement import accept_agreement
from jalon.grants.operations.amend_agreement import amend_agreement
from jalon.grants.operations.ask_agreement_changes import ask_agreement_changes
from jalon.grants.operations.close_agreement import close_agreement
from jalon.grants.operations.discard_amendment import discard_amendment
from jalon.grants.operations.draft_agreement import draft_agreement
from jalon.grants.operations.end_agreement import end_agreement
from jalon.grants.operations.recall_agreement import recall_agreement
from jalon.grants.operations.revise_agreement import revise_agreement
from jalon.grants.operations.send_agreement import send_agreement
from jalon.grants.operations.sign_agreement import sign_agreement

__all__ = [
    "accept_agreement", "amend_agreement", "ask_agreement_changes", "close_agreement",
    "discard_amendment", "draft_agreement", "end_agreement", "recall_agreement",
    "revise_agreement", "send_agreement", "sign_agreement",
]  # fmt: skip
