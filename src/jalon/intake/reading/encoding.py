"""One pass over the bytes of a text file: its encoding, its lines, what forbids reading it."""

import codecs
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _

from jalon.intake.reading.limits import LIMITS, Limits
from jalon.intake.reading.problems import FileRefused

CHUNK = 256 * 1024
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True)
class TextFile:
    """What the first pass learnt. `encoding` is a Python codec name."""

    encoding: str
    lines: int


def examine(file: BinaryIO, limits: Limits = LIMITS) -> TextFile:
    """Read the file once in bounded pieces. Raises FileRefused, with the line."""
    file.seek(0)
    start = file.read(4096)
    if not start:
        raise FileRefused(
            _(
                "Le fichier est vide. Choisissez un fichier avec une ligne de titres et au "
                "moins une personne."
            )
        )
    file.seek(0)
    wide = _wide_encoding(start)
    if wide:
        return _examine_wide(file, wide, limits)
    return _examine_bytes(file, "utf-8-sig" if start.startswith(codecs.BOM_UTF8) else "", limits)


def _wide_encoding(start: bytes) -> str:
    for mark, encoding in BOMS[1:]:
        if start.startswith(mark):
            return encoding
    # Without a mark, UTF-16 shows as a zero in every other byte of plain letters.
    sample = start[: len(start) // 2 * 2]
    if len(sample) >= 4 and sample[1::2].count(0) > 0.7 * len(sample) / 2:
        return "utf-16-le"
    if len(sample) >= 4 and sample[::2].count(0) > 0.7 * len(sample) / 2:
        return "utf-16-be"
    return ""


def _examine_bytes(file: BinaryIO, encoding: str, limits: Limits) -> TextFile:
    utf8 = codecs.getincrementaldecoder("utf-8")()
    valid_utf8, lines, line_length, total = True, 0, 0, 0
    while chunk := file.read(CHUNK):
        total += len(chunk)
        _refuse_heavy(total, limits)
        if b"\x00" in chunk:
            line = lines + 1 + chunk[: chunk.index(b"\x00")].count(b"\n")
            raise FileRefused(
                _(
                    "le fichier contient un octet nul, il est abîmé ou n’est pas un tableau. "
                    "Exportez-le de nouveau."
                ),
                line,
            )
        line_length = _refuse_long_line(chunk, lines, line_length, limits)
        lines += _count_lines(chunk)
        if valid_utf8:
            try:
                utf8.decode(chunk)
            except UnicodeDecodeError:
                valid_utf8 = False
    if valid_utf8:
        try:
            utf8.decode(b"", final=True)
        except UnicodeDecodeError:
            valid_utf8 = False
    return TextFile(
        encoding if valid_utf8 and encoding else "utf-8" if valid_utf8 else "cp1252", lines + 1
    )


def _examine_wide(file: BinaryIO, encoding: str, limits: Limits) -> TextFile:
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    lines, line_length, total = 0, 0, 0
    while chunk := file.read(CHUNK):
        total += len(chunk)
        _refuse_heavy(total, limits)
        text = decoder.decode(chunk).encode("utf-8", "replace")
        line_length = _refuse_long_line(text, lines, line_length, limits)
        lines += _count_lines(text)
    return TextFile(encoding, lines + 1)


def _count_lines(chunk: bytes) -> int:
    return chunk.count(b"\n") or chunk.count(b"\r")


def _refuse_heavy(total: int, limits: Limits) -> None:
    if total > limits.file_bytes:
        megabytes = limits.file_bytes // 1024 // 1024
        raise FileRefused(
            _("Le fichier dépasse %(size)d Mo. Coupez-le en plusieurs listes.")
            % {"size": megabytes}
        )


def _refuse_long_line(chunk: bytes, lines: int, length: int, limits: Limits) -> int:
    """The length of the line still open at the end; `length` is the one at the start."""
    lengths = [len(piece) for piece in chunk.replace(b"\r", b"\n").split(b"\n")]
    lengths[0] += length
    for number, each in enumerate(lengths):
        if each > limits.line_bytes:
            raise FileRefused(
                _(
                    "la ligne dépasse %(size)d caractères, ce n’est pas une ligne de "
                    "tableau. Vérifiez l’export."
                )
                % {"size": limits.line_bytes},
                lines + 1 + number,
            )
    return lengths[-1]
