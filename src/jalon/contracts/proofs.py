"""What proves a yes: the three ways, each with what it must bring."""

from dataclasses import dataclass
from typing import Final, NewType

from jalon.contracts.models import Way
from jalon.kernel.errors import Refused

Media = NewType("Media", str)
# What a scan is, by its first bytes: never by its name, nor by what the browser says of it.
SIGNATURES: Final[dict[bytes, Media]] = {
    b"%PDF-": Media("application/pdf"),
    b"\xff\xd8\xff": Media("image/jpeg"),
    b"\x89PNG\r\n\x1a\n": Media("image/png"),
}


class NotProved(Refused):
    """What should show that the person said yes is missing, or does not."""


@dataclass(frozen=True)
class Proof:
    """One way of saying yes. `code`: as typed. `typed_name` and `present`: on the tablet, who typed
    their name and who was there. `scan`: the bytes of the page she signed.
    """

    way: str
    code: str = ""
    typed_name: str = ""
    present: str = ""
    scan: bytes = b""


def by_code(code: str) -> Proof:
    return Proof(Way.CODE, code=code)


def on_tablet(typed_name: str, present: str) -> Proof:
    return Proof(Way.TABLET, typed_name=typed_name, present=present)


def on_paper(scan: bytes, present: str) -> Proof:
    return Proof(Way.PAPER, scan=scan, present=present)


def media_of(content: bytes) -> Media | None:
    """What these bytes are, among what is taken: a PDF or an image."""
    for head, media in SIGNATURES.items():
        if content.startswith(head) and len(content) > len(head):
            return media
    return None
