from jalon.protection.operations.accept_request import accept_request
from jalon.protection.operations.answer_request import answer_request
from jalon.protection.operations.enter_request import Arrival, enter_request
from jalon.protection.operations.extend_request import AlreadyExtended, extend_request
from jalon.protection.operations.file_request import Aim, RequestUnclear, file_request
from jalon.protection.operations.open_register import MotiveMissing, open_register
from jalon.protection.operations.prove_identity import prove_identity
from jalon.protection.operations.refuse_request import refuse_request
from jalon.protection.operations.withdraw_request import withdraw_request

__all__ = [
    "Aim",
    "AlreadyExtended",
    "Arrival",
    "MotiveMissing",
    "RequestUnclear",
    "accept_request",
    "answer_request",
    "enter_request",
    "extend_request",
    "file_request",
    "open_register",
    "prove_identity",
    "refuse_request",
    "withdraw_request",
]
