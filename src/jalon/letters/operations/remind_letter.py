from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.letters.events import LetterReminded
from jalon.letters.models import Letter
from jalon.letters.rules import REMIND_LETTER
from jalon.letters.telling import send_link
from jalon.letters.turns import held

REST: Final = timedelta(hours=12)


class TooSoon(Refused):
    """Who signs was told a short while ago, or has no address."""


@transaction.atomic
def remind_letter(*, letter: Letter, by: Actor, at: datetime) -> Letter:
    """Tell who signs once more, the link being the same. Raises TooSoon, LetterSettled, Denied."""
    REMIND_LETTER.require(by, letter.member)
    letter, project = held(letter, "remind")
    if not letter.signatory_email:
        raise TooSoon(_("Aucune adresse e-mail n’est connue : cette lettre se signe sur papier."))
    if (letter.reminded_at or letter.sent_at) > at - REST:
        raise TooSoon(_("Un message est déjà parti il y a moins de douze heures."))
    letter.reminded_at = at
    letter.save(update_fields=["reminded_at"])
    send_link(letter, project, at=at, is_again=True)
    fact = LetterReminded(
        project_id=project.pk, carrier_id=project.carrier_id, member_id=letter.member_id,
        letter_id=letter.pk,
    )  # fmt: skip
    record(fact, by=by, at=at)
    return letter
