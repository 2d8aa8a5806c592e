"""The secrets of links and of calendars: sixteen letters, made of a public id and of a key.

Eighty bits that nobody guesses, as people type them from a letter: `K7QF-2MZX-…`. They can be made
again to send a reminder, so none is kept: only what recognises them, a keyed fingerprint.
"""

from base64 import b32encode
from typing import Final
from uuid import UUID

from jalon.vault.sealing import fingerprint

BYTES: Final = 10
LINK: Final = "appointment-link"
FEED: Final = "calendar-feed"


def code_of(purpose: str, public_id: UUID | str) -> str:
    """The secret of one link or of one calendar."""
    return b32encode(fingerprint(purpose, str(public_id))[:BYTES]).decode()


def seen_as(code: str) -> str:
    """In groups of four, to be typed."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def letters_of(text: str) -> str:
    """The letters of a code, however they were typed: 0 and 1 are never among them."""
    return "".join(one for one in text.upper().replace("0", "O").replace("1", "I") if one.isalnum())


def recognised(purpose: str, code: str) -> bytes:
    """What is kept of it, and compared."""
    return fingerprint(f"{purpose}-code", letters_of(code))
