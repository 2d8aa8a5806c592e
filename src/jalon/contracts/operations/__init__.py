from jalon.contracts.operations.accept_commitment import accept_commitment
from jalon.contracts.operations.accept_contract import accept_contract
from jalon.contracts.operations.draft_contract import draft_contract
from jalon.contracts.operations.end_contract import end_contract
from jalon.contracts.operations.offer_contract import offer_contract
from jalon.contracts.operations.propose_commitment import propose_commitment
from jalon.contracts.operations.record_contract import record_contract
from jalon.contracts.operations.refuse_contract import refuse_contract
from jalon.contracts.operations.review_contract import review_contract
from jalon.contracts.operations.revise_contract import revise_contract
from jalon.contracts.operations.send_code import send_code
from jalon.contracts.operations.settle_commitment import settle_commitment
from jalon.contracts.operations.sign_contract import sign_contract
from jalon.contracts.operations.withdraw_commitment import withdraw_commitment

__all__ = [
    "accept_commitment",
    "accept_contract",
    "draft_contract",
    "end_contract",
    "offer_contract",
    "propose_commitment",
    "record_contract",
    "refuse_contract",
    "review_contract",
    "revise_contract",
    "send_code",
    "settle_commitment",
    "sign_contract",
    "withdraw_commitment",
]
