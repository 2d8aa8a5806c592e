from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.journal.record import record
from jalon.letters.events import LetterRefused
from jalon.letters.links import opened
from jalon.letters.models import Letter
from jalon.letters.states import LetterState, after
from jalon.letters.telling import tell_consortium


@transaction.atomic
def refuse_letter(*, letter: Letter, reason: str, by: Actor | None, at: datetime) -> Letter:
    """Who holds the link says no, and why; refused already, it stays so.

    Raises LinkOver, LetterSettled, NotFromThisState.
    """
    letter, project = opened(letter, at=at)
    if letter.state == LetterState.REFUSED:
        return letter
    letter.state, letter.settled_at = after(letter.state, "refuse"), at
    letter.refusal = reason
    letter.save(update_fields=["state", "settled_at", "refusal"])
    said = _("La personne qui devait la signer a refusé. Son motif est sur la page de la lettre.")
    tell_consortium(letter, project, said, at=at)
    fact = LetterRefused(
        project_id=project.pk, carrier_id=project.carrier_id, member_id=letter.member_id,
        letter_id=letter.pk,
    )  # fmt: skip
    record(fact, by=by, at=at)
    return letter
