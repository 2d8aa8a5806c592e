import hashlib
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.contracts.signature import signed
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.letters.codes import matches, open_code
from jalon.letters.events import LetterSigned
from jalon.letters.links import opened
from jalon.letters.models import Letter, LetterCode, LetterWay
from jalon.letters.paper import drawn
from jalon.letters.states import LetterState, after
from jalon.letters.telling import tell_consortium
from jalon.letters.turns import engage
from jalon.parameters.queries import integer


class CodeOver(Refused):
    """No code can be typed any more: another one is asked for."""


@transaction.atomic
def sign_letter(*, letter: Letter, code: str, by: Actor | None, at: datetime) -> Letter | None:
    """Who holds the link signs, with the code received by e-mail: a sealed PDF, kept as it is.

    None when the code is not the right one: the try is counted. Signed already, it stays signed.
    Raises CodeOver, LinkOver, LetterSettled, NotFromThisState, PdfUnavailable,
    SignatureUnavailable.
    """
    letter, project = opened(letter, at=at)
    if letter.state == LetterState.SIGNED:
        return letter
    letter.state = after(letter.state, "sign")
    kept = open_code(letter, at, integer("letter.code_tries", on=at.date()))
    if kept is None:
        raise CodeOver(_("Ce code n’est plus valable : demandez-en un autre."))
    if not _counted(kept, letter, code, at):
        return None
    letter.way, letter.settled_at, letter.code_sent_at = LetterWay.CODE, at, kept.sent_at
    _seal(letter, at)
    letter.save(
        update_fields=[
            "state", "way", "settled_at", "code_sent_at", "document", "document_digest",
            "media_type",
        ]
    )  # fmt: skip
    engage(letter.member, letter)
    tell_consortium(letter, project, _("Elle est signée."), at=at)
    fact = LetterSigned(
        project_id=project.pk, carrier_id=project.carrier_id, member_id=letter.member_id,
        letter_id=letter.pk, code_id=kept.pk, digest=letter.document_digest,
    )  # fmt: skip
    record(fact, by=by, at=at)
    return letter


def _counted(kept: LetterCode, letter: Letter, typed: str, at: datetime) -> bool:
    is_right = matches(kept, letter, typed)
    kept.tries, kept.used_at = kept.tries + 1, at if is_right else None
    kept.save(update_fields=["tries", "used_at"])
    return is_right


def _seal(letter: Letter, at: datetime) -> None:
    reason = _("Lettre d’engagement, signée par %s avec un code reçu par e-mail")
    letter.document = signed(
        drawn(letter, signed_at=at), letter.member.name, at, reason=reason % letter.signatory_name
    )
    letter.document_digest = hashlib.sha256(letter.document).hexdigest()
    letter.media_type = "application/pdf"
