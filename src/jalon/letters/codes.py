"""The code that lets who holds the link sign: bound to the letter and to the address it went to."""

import hmac
from datetime import datetime

from jalon.letters.models import Letter, LetterCode
from jalon.vault.sealing import fingerprint


def seal_of(letter: Letter, code: str) -> bytes:
    """What is kept of a code: its keyed fingerprint."""
    return fingerprint("letter-code", f"{letter.pk}/{letter.signatory_email}/{code}")


def matches(kept: LetterCode, letter: Letter, typed: str) -> bool:
    digits = "".join(one for one in typed if one.isdigit())
    return hmac.compare_digest(bytes(kept.fingerprint), seal_of(letter, digits))


def open_code(letter: Letter, at: datetime, tries: int) -> LetterCode | None:
    """The last code sent, while it can still be typed."""
    last = LetterCode.objects.filter(letter=letter).order_by("-sent_at", "-pk").first()
    is_open = last is not None and last.used_at is None and at < last.expires_at
    return last if is_open and last is not None and last.tries < tries else None
