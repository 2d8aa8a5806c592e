from jalon.letters.operations.delegate_letter import delegate_letter
from jalon.letters.operations.delegate_letter_by_link import delegate_letter_by_link
from jalon.letters.operations.deposit_letter import deposit_letter
from jalon.letters.operations.lapse_letters import lapse_letters
from jalon.letters.operations.refuse_letter import refuse_letter
from jalon.letters.operations.remind_letter import remind_letter
from jalon.letters.operations.remind_letters import remind_letters
from jalon.letters.operations.send_letter import send_letter
from jalon.letters.operations.send_letter_code import send_letter_code
from jalon.letters.operations.sign_letter import sign_letter
from jalon.letters.operations.void_letter import void_letter
from jalon.letters.operations.withdraw_letter import withdraw_letter

__all__ = [
    "delegate_letter", "delegate_letter_by_link", "deposit_letter", "lapse_letters",
    "refuse_letter", "remind_letter", "remind_letters", "send_letter", "send_letter_code",
    "sign_letter", "void_letter", "withdraw_letter",
]  # fmt: skip
