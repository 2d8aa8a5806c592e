from jalon.entry.operations.accept_handover import accept_handover
from jalon.entry.operations.accept_reorientation import accept_reorientation
from jalon.entry.operations.accept_transfer import accept_transfer
from jalon.entry.operations.announce_orientation import announce_orientation
from jalon.entry.operations.answer_referent_request import (
    AnsweredAlready,
    answer_referent_request,
)
from jalon.entry.operations.decide_orientation import decide_orientation
from jalon.entry.operations.declare_absence import declare_absence
from jalon.entry.operations.decline_handover import decline_handover
from jalon.entry.operations.end_absence import end_absence
from jalon.entry.operations.flag_orientation import flag_orientation
from jalon.entry.operations.limit_caseload import limit_caseload
from jalon.entry.operations.notify_orientation import notify_orientation
from jalon.entry.operations.propose_handover import propose_handover
from jalon.entry.operations.receive_information import receive_information
from jalon.entry.operations.receive_newcomer import receive_newcomer
from jalon.entry.operations.refuse_reorientation import refuse_reorientation
from jalon.entry.operations.refuse_transfer import refuse_transfer
from jalon.entry.operations.release_orientation import release_orientation
from jalon.entry.operations.remove_portrait import remove_portrait
from jalon.entry.operations.request_referent import AlreadyAsked, request_referent
from jalon.entry.operations.request_reorientation import request_reorientation
from jalon.entry.operations.request_transfer import request_transfer
from jalon.entry.operations.show_portrait import show_portrait
from jalon.entry.operations.start_interim import start_interim
from jalon.entry.operations.state_languages import TooManyLanguages, state_languages
from jalon.entry.operations.take_orientation import take_orientation
from jalon.entry.operations.take_reorientation import take_reorientation
from jalon.entry.operations.withdraw_handover import withdraw_handover
from jalon.entry.operations.withdraw_transfer import withdraw_transfer

__all__ = [
    "AlreadyAsked",
    "AnsweredAlready",
    "TooManyLanguages",
    "accept_handover",
    "accept_reorientation",
    "accept_transfer",
    "announce_orientation",
    "answer_referent_request",
    "decide_orientation",
    "declare_absence",
    "decline_handover",
    "end_absence",
    "flag_orientation",
    "limit_caseload",
    "notify_orientation",
    "propose_handover",
    "receive_information",
    "receive_newcomer",
    "refuse_reorientation",
    "refuse_transfer",
    "release_orientation",
    "remove_portrait",
    "request_referent",
    "request_reorientation",
    "request_transfer",
    "show_portrait",
    "start_interim",
    "state_languages",
    "take_orientation",
    "take_reorientation",
    "withdraw_handover",
    "withdraw_transfer",
]
