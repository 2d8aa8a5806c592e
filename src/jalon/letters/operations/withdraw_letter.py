from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.letters.models import Letter
from jalon.letters.operations.void_letter import void_letter
from jalon.letters.rules import WITHDRAW_LETTER
from jalon.letters.states import LetterState
from jalon.letters.turns import held


@transaction.atomic
def withdraw_letter(*, letter: Letter, by: Actor, at: datetime) -> Letter:
    """Take back a letter, signed or not; one that is void already is void.

    Raises NotFromThisState, LetterSettled, Denied.
    """
    WITHDRAW_LETTER.require(by, letter.member)
    if letter.state == LetterState.VOID:
        return letter
    letter, project = held(letter, "void")
    return void_letter(letter=letter, project=project, by=by, at=at)
