"""The letters of one draft of the demonstration: signed on line and on paper, refused, waiting."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, Final

from jalon.accounts.actor import Actor
from jalon.contracts.signature import SignatureUnavailable
from jalon.letters.codes import seal_of
from jalon.letters.models import Letter, LetterCode
from jalon.letters.operations import deposit_letter, refuse_letter, send_letter, sign_letter
from jalon.letters.operations.deposit_letter import Scan
from jalon.projects.models import Member, Project
from jalon.projects.states import ABOARD, MemberState
from jalon.ui.pdf import PdfUnavailable

REFUSAL: Final = (
    "Le conseil d’administration se prononce le mois prochain : revenez vers nous ensuite."
    " (Motif inventé.)"
)
CODE: Final = "000000"
# What becomes of the letter of each member in turn; those that follow are only sent.
FATES: Final = ("code", "paper", "refused")


def sign_letters(project: Project, role: str, page: bytes, *, by: Actor, at: datetime) -> None:
    """Everybody aboard has written its part, and the carrier sends the letters; `page`: a scan.

    All are sent one morning and settled the next, as the journal must tell it.
    """
    members = project.members.filter(state__in=ABOARD).order_by("pk")
    sent = []
    for rank, member in enumerate(members[: len(FATES) + 1]):
        if not member.role:
            _write(member, role, at)
        sent_at = at + timedelta(minutes=20 * rank)
        sent.append(send_letter(member=Member.objects.get(pk=member.pk), by=by, at=sent_at))
    for rank, letter in enumerate(sent):
        settled_at = at + timedelta(days=1, minutes=20 * rank)
        _settle(_loaded(letter), rank, page, by, settled_at)


def _write(member: Member, role: str, at: datetime) -> None:
    """Nobody of this body has an account: its part is written all the same."""
    values: dict[str, Any] = {
        "state": MemberState.ACCEPTED, "answered_at": at, "role": role, "fte_hundredths": 50,
        "contact_email": f"projet.{member.pk}@exemple.example",
        "signatory_name": "Présidence (personne inventée)",
        "signatory_email": f"signature.{member.pk}@exemple.example",
    }  # fmt: skip
    Member.objects.filter(pk=member.pk).update(**values)


def _settle(letter: Letter, rank: int, page: bytes, by: Actor, at: datetime) -> None:
    fate = FATES[rank] if rank < len(FATES) else ""
    if fate == "code":
        LetterCode.objects.create(
            letter=letter, sent_to=letter.signatory_email, fingerprint=seal_of(letter, CODE),
            sent_at=at, expires_at=at + timedelta(minutes=30),
        )  # fmt: skip
        # Where nothing draws nor seals documents, it goes on waiting.
        with suppress(PdfUnavailable, SignatureUnavailable):
            sign_letter(letter=letter, code=CODE, by=None, at=at + timedelta(minutes=2))
    elif fate == "paper":
        deposit_letter(letter=letter, scan=Scan(page, is_recognised=False), by=by, at=at)
    elif fate == "refused":
        refuse_letter(letter=letter, reason=REFUSAL, by=None, at=at)


def _loaded(letter: Letter) -> Letter:
    rows = Letter.objects.select_related("member", "project__call", "project__carrier")
    return rows.get(pk=letter.pk)
