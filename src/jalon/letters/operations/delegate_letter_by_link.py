from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.letters.delegating import Signatory, hand_over
from jalon.letters.links import opened
from jalon.letters.models import Letter
from jalon.letters.states import after
from jalon.letters.telling import tell_consortium


@transaction.atomic
def delegate_letter_by_link(
    *, letter: Letter, to: Signatory, by: Actor | None, at: datetime
) -> Letter:
    """Who holds the link gives the letter to somebody else to sign; the member is told.

    Raises LinkOver, LetterSettled, NotFromThisState.
    """
    letter, project = opened(letter, at=at)
    after(letter.state, "delegate")
    tell_consortium(letter, project, _("Une autre personne est chargée de la signer."), at=at)
    return hand_over(letter, project, to, by=by, at=at)
