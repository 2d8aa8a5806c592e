from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.contracts.codes import draw
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.letters.codes import seal_of
from jalon.letters.events import LetterCodeSent
from jalon.letters.links import opened
from jalon.letters.models import Letter, LetterCode
from jalon.letters.states import after
from jalon.letters.telling import send_code
from jalon.parameters.queries import integer


class LetterCodeRefused(Refused):
    """There is no address to send a code to, or too many were asked for."""


@transaction.atomic
def send_letter_code(*, letter: Letter, by: Actor | None, at: datetime) -> LetterCode:
    """Send who holds the link a new code, at the address that the letter went to; the former ones
    are void.

    Raises LetterCodeRefused, LinkOver, LetterSettled, NotFromThisState.
    """
    letter, project = opened(letter, at=at)
    after(letter.state, "sign")
    if not letter.signatory_email:
        raise LetterCodeRefused(_("Aucune adresse e-mail n’est connue pour envoyer ce code."))
    today = at.date()
    sent = LetterCode.objects.filter(letter=letter, sent_at__gt=at - timedelta(days=1))
    if sent.count() >= integer("letter.codes_per_day", on=today):
        raise LetterCodeRefused(_("Trop de codes ont été demandés aujourd’hui."))
    minutes = integer("letter.code_minutes", on=today)
    LetterCode.objects.filter(letter=letter, used_at=None).update(expires_at=at)
    code = draw()
    kept = LetterCode.objects.create(
        letter=letter, sent_to=letter.signatory_email, fingerprint=seal_of(letter, code),
        sent_at=at, expires_at=at + timedelta(minutes=minutes),
    )  # fmt: skip
    fact = LetterCodeSent(
        project_id=project.pk, carrier_id=project.carrier_id, member_id=letter.member_id,
        letter_id=letter.pk, code_id=kept.pk,
    )  # fmt: skip
    record(fact, by=by, at=at)
    send_code(letter, code, minutes, at=at)
    return kept
