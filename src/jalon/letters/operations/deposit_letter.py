import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.contracts.proofs import media_of
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.letters.events import LetterDeposited
from jalon.letters.models import Letter, LetterWay
from jalon.letters.rules import DEPOSIT_LETTER
from jalon.letters.states import LetterState, after
from jalon.letters.telling import tell_consortium
from jalon.letters.turns import engage, held


class NotAScan(Refused):
    """Neither a PDF nor an image."""


@dataclass(frozen=True)
class Scan:
    """A file that came back; `is_recognised`: its QR code said which letter it is."""

    content: bytes
    is_recognised: bool


@transaction.atomic
def deposit_letter(*, letter: Letter, scan: Scan, by: Actor, at: datetime) -> Letter:
    """The letter was signed by hand, and its scan comes back: it binds the member.

    The same file again changes nothing. Raises NotAScan, LetterSettled, NotFromThisState, Denied.
    """
    DEPOSIT_LETTER.require(by, letter.member)
    digest, media = hashlib.sha256(scan.content).hexdigest(), media_of(scan.content)
    if media is None:
        raise NotAScan(_("Ce fichier n’est ni un PDF ni une image (JPEG, PNG)."))
    if letter.state == LetterState.SIGNED and letter.document_digest == digest:
        return letter
    letter, project = held(letter, "sign")
    letter.state, letter.settled_at = after(letter.state, "sign"), at
    letter.way, letter.deposited_by_id = LetterWay.PAPER, by.affiliation_id
    letter.document, letter.document_digest, letter.media_type = scan.content, digest, media
    letter.is_recognised = scan.is_recognised
    letter.save(
        update_fields=[
            "state", "settled_at", "way", "deposited_by", "document", "document_digest",
            "media_type", "is_recognised",
        ]
    )  # fmt: skip
    engage(letter.member, letter)
    tell_consortium(letter, project, _("Elle a été signée à la main et déposée."), at=at)
    fact = LetterDeposited(
        project_id=project.pk, carrier_id=project.carrier_id, member_id=letter.member_id,
        letter_id=letter.pk, digest=digest, is_recognised=scan.is_recognised,
    )  # fmt: skip
    record(fact, by=by, at=at)
    return letter
