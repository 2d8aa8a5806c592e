from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.letters.delegating import Signatory, hand_over
from jalon.letters.models import Letter
from jalon.letters.rules import DELEGATE_LETTER
from jalon.letters.turns import held


@transaction.atomic
def delegate_letter(*, letter: Letter, to: Signatory, by: Actor, at: datetime) -> Letter:
    """The member says that somebody else signs: they get a link, and the former one is over.

    The same person named again changes nothing. Raises LetterSettled, NotFromThisState, Denied.
    """
    DELEGATE_LETTER.require(by, letter.member)
    letter, project = held(letter, "delegate")
    return hand_over(letter, project, to, by=by, at=at)
