"""The lines of the seals, signed, for somebody else to keep: what is outside cannot be undone."""

import base64
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from jalon.journal.models import Seal
from jalon.journal.seal_keys import key_named

TAIL = 4_096  # bytes: longer than any line
FIELDS = 8


@dataclass(frozen=True)
class Exported:
    """One line that was exported: the text that is signed, and whether one of our keys signed."""

    number: int
    first: int
    text: str
    is_signed: bool


class Unreadable(ValueError):
    """A line that no export ever wrote."""


def line_of(seal: Seal) -> str:
    """The line of a seal and its signature, in base64."""
    return f"{seal.line} {base64.b64encode(bytes(seal.signature)).decode()}"


def lines_after(number: int) -> Iterator[str]:
    """The lines of the seals that follow that one (0: of all), oldest first."""
    for seal in Seal.objects.filter(number__gt=number).order_by("number").iterator(2_000):
        yield line_of(seal)


def read_lines(lines: Iterable[str]) -> Iterator[Exported]:
    """What exported lines say, in order. Raises Unreadable, naming the line."""
    for at, line in enumerate(lines, start=1):
        if line.strip():
            yield _read(line, at)


def _read(line: str, at: int) -> Exported:
    text, _space, signature = line.strip().rpartition(" ")
    words = text.split(" ")
    if len(words) != FIELDS or words[0] != "jalon-seal/1":
        raise Unreadable(_("ligne %(line)s : ce n’est pas la ligne d’un sceau") % {"line": at})
    try:
        key = key_named(bytes.fromhex(words[7]))
        is_signed = key is not None and key.signed(text, base64.b64decode(signature))
        return Exported(int(words[1]), int(words[2]), text, is_signed)
    except ValueError as error:
        raise Unreadable(
            _("ligne %(line)s : ce n’est pas la ligne d’un sceau") % {"line": at}
        ) from error


def append_new(file: Path) -> int:
    """Append to a file the lines it has not; how many. Safe on the disk when this returns."""
    last = _last_number(file)
    written = 0
    with file.open("a", encoding="ascii") as output:
        for line in lines_after(last):
            output.write(line + "\n")
            written += 1
        output.flush()
        os.fsync(output.fileno())
    return written


def _last_number(file: Path) -> int:
    """The number on the last whole line; a line cut short by a crash is written again."""
    if not file.exists():
        return 0
    with file.open("r+b") as opened:
        size = opened.seek(0, os.SEEK_END)
        opened.seek(max(0, size - TAIL))
        tail = opened.read()
        whole = tail[: tail.rfind(b"\n") + 1]
        opened.truncate(size - len(tail) + len(whole))
    lines = whole.decode("ascii").splitlines()
    return _read(lines[-1], len(lines)).number if lines else 0
