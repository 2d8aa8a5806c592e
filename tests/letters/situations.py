"""A member whose letter waits for its signatory, and what she receives by e-mail."""

import datetime as dt
import json
import re

from jalon.accounts.models import User
from jalon.appointments.codes import code_of
from jalon.letters.links import PURPOSE, holding
from jalon.letters.models import Letter
from jalon.letters.operations import send_letter, send_letter_code, sign_letter
from jalon.post.models import Mail
from jalon.projects.operations import write_part
from jalon.vault.sealing import open_sealed
from tests.projects.situations import AT, World, begun

SIGNS = "claire.dupont@exemple.example"
LATER = AT + dt.timedelta(days=2)
PART = {
    "role": "Un guichet commun", "fte_hundredths": 150, "brings_cents": 30_000_00,
    "contact_email": "projet@exemple.example", "signatory_name": "Claire Dupont, directrice",
    "signatory_email": SIGNS,
}  # fmt: skip


def ready(world: World | None = None) -> World:
    """France Travail has written its part, and says who signs."""
    world = world or begun()
    member = world.member(world.partner)
    write_part(member=member, changes=PART, seen=member.revision, by=world.partner, at=AT)
    return world


def waiting(world: World | None = None) -> tuple[World, Letter]:
    world = ready(world)
    letter = send_letter(member=world.member(world.partner), by=world.partner, at=AT)
    return world, again(letter)


def again(letter: Letter) -> Letter:
    rows = Letter.objects.select_related("member", "project__call", "project__carrier")
    return rows.get(pk=letter.pk)


def signed(world: World | None = None) -> tuple[World, Letter]:
    world, letter = waiting(world)
    send_letter_code(letter=letter, by=None, at=LATER)
    sign_letter(letter=letter, code=code_received(), by=None, at=LATER)
    return world, again(letter)


def secret_of(letter: Letter) -> str:
    return code_of(PURPOSE, letter.link)


def opens(letter: Letter, at: dt.datetime = LATER) -> bool:
    with holding(secret_of(letter), at=at) as found:
        return found is not None


def mails(kind: str = "") -> list[tuple[str, str]]:
    """What waits in the post, oldest first: to whom, and the text."""
    rows = Mail.objects.filter(kind=kind) if kind else Mail.objects.all()
    said = [json.loads(open_sealed(mail.envelope)) for mail in rows.order_by("pk")]
    return [(one["to"], one["body"]) for one in said]


def code_received() -> str:
    """The code of the last mail."""
    found = re.search(r"\b(\d{6})\b", mails("letter_code")[-1][1])
    assert found is not None
    return found[1]


def sender_of(letter: Letter) -> str:
    return User.objects.get(affiliations=letter.sent_by_id).email
