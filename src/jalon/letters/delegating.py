"""A letter goes to somebody else to sign: another link, and the codes sent before are void."""

from dataclasses import dataclass
from datetime import datetime

from jalon.accounts.actor import Actor
from jalon.journal.record import record
from jalon.kernel.ids import uuid7
from jalon.letters.events import LetterDelegated
from jalon.letters.links import mark_of
from jalon.letters.models import Letter, LetterCode
from jalon.letters.telling import send_link
from jalon.projects.models import Project


@dataclass(frozen=True)
class Signatory:
    """Who signs: first name, name and position, as one line; and their address."""

    name: str
    email: str


def hand_over(
    letter: Letter, project: Project, to: Signatory, *, by: Actor | None, at: datetime
) -> Letter:
    """Within the transaction of an operation, which has held the letter."""
    if (letter.signatory_name, letter.signatory_email) == (to.name, to.email):
        return letter
    LetterCode.objects.filter(letter=letter, used_at=None).update(expires_at=at)
    fact = LetterDelegated(
        project_id=project.pk, carrier_id=project.carrier_id, member_id=letter.member_id,
        letter_id=letter.pk,
    )  # fmt: skip
    record(fact, by=by, at=at)
    letter.delegated_from = letter.delegated_from or letter.signatory_name
    letter.signatory_name, letter.signatory_email = to.name, to.email
    letter.link, letter.reminded_at = uuid7(), at
    letter.fingerprint = mark_of(letter.link)
    letter.save(
        update_fields=[
            "delegated_from", "signatory_name", "signatory_email", "link", "fingerprint",
            "reminded_at",
        ]
    )  # fmt: skip
    send_link(letter, project, at=at)
    return letter
