from jalon.grants.operations.accept_agreement import accept_agreement
from jalon.grants.operations.accept_report import accept_report
from jalon.grants.operations.amend_agreement import amend_agreement
from jalon.grants.operations.ask_agreement_changes import ask_agreement_changes
from jalon.grants.operations.ask_payment import ask_payment
from jalon.grants.operations.ask_repayment import ask_repayment
from jalon.grants.operations.certify_payment import certify_payment
from jalon.grants.operations.close_agreement import close_agreement
from jalon.grants.operations.discard_amendment import discard_amendment
from jalon.grants.operations.draft_agreement import draft_agreement
from jalon.grants.operations.end_agreement import end_agreement
from jalon.grants.operations.enter_payment import enter_payment
from jalon.grants.operations.give_report import give_report
from jalon.grants.operations.recall_agreement import recall_agreement
from jalon.grants.operations.remind_reports import remind_reports
from jalon.grants.operations.return_payment import return_payment
from jalon.grants.operations.return_report import return_report
from jalon.grants.operations.revise_agreement import revise_agreement
from jalon.grants.operations.send_agreement import send_agreement
from jalon.grants.operations.settle_repayment import settle_repayment
from jalon.grants.operations.sign_agreement import sign_agreement
from jalon.grants.operations.write_report import write_report

__all__ = [
    "accept_agreement", "accept_report", "amend_agreement", "ask_agreement_changes",
    "ask_payment", "ask_repayment", "certify_payment", "close_agreement", "discard_amendment",
    "draft_agreement", "end_agreement", "enter_payment", "give_report", "recall_agreement",
    "remind_reports", "return_payment", "return_report", "revise_agreement", "send_agreement",
    "settle_repayment", "sign_agreement", "write_report",
]  # fmt: skip
