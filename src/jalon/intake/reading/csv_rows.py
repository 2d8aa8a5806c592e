"""Lines of a delimited text file, one at a time, whatever its separator and encoding."""

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from django.utils.translation import gettext as _

from jalon.intake.reading.headers import recognised
from jalon.intake.reading.limits import LIMITS, Limits
from jalon.intake.reading.problems import FileRefused

SEPARATORS = ";,\t|"
SAMPLE_LINES = 20


class RawRow(NamedTuple):
    """One line: where it starts, its cells, the code of what is wrong with its shape."""

    line: int
    cells: list[str]
    problem: str = ""


def find_separator(file: BinaryIO, encoding: str) -> tuple[str, int]:
    """The separator under which most columns are named, and the lines to skip ("sep=;")."""
    lines = _first_lines(file, encoding)
    if lines and lines[0].lower().startswith("sep=") and len(lines[0].strip()) == 5:
        return lines[0].strip()[4], 1
    scores = {}
    for separator in SEPARATORS:
        rows = list(csv.reader([line for line in lines if line.strip()], delimiter=separator))
        scores[separator] = max(((recognised(row), len(row)) for row in rows), default=(0, 0))
    return max(SEPARATORS, key=lambda separator: scores[separator]), 0


def _first_lines(file: BinaryIO, encoding: str) -> list[str]:
    file.seek(0)
    text = file.read(64 * 1024).decode(encoding, "replace")
    return io.StringIO(text, newline=None).readlines()[:SAMPLE_LINES]


def csv_rows(
    file: BinaryIO, encoding: str, separator: str, skip: int = 0, limits: Limits = LIMITS
) -> Iterator[RawRow]:
    """Every line that is not empty. Raises FileRefused when a quote stays open to the end."""
    file.seek(0)
    text = io.TextIOWrapper(_Unclosed(file), encoding=encoding, errors="replace", newline="")
    for _line in range(skip):
        text.readline()
    csv.field_size_limit(limits.line_bytes * 4)
    lines = _Lines(text, limits)
    reader = csv.reader(lines, delimiter=separator, strict=True)
    while True:
        start = lines.start = reader.line_num + skip + 1
        lines.pieces = lines.length = 0
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield _broken_row(error, start)
            continue
        if any(cells):
            yield RawRow(start, cells)


class _Lines:
    """The lines of a text, watched: a quoted cell may run over several, not over the whole file."""

    def __init__(self, text: io.TextIOWrapper, limits: Limits) -> None:
        self._text, self._limits = text, limits
        self.start = self.pieces = self.length = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = next(self._text)
        self.pieces += 1
        self.length += len(line)
        if self.pieces > self._limits.line_pieces or self.length > self._limits.line_bytes + 2:
            raise FileRefused(
                _(
                    "un guillemet ouvert ici se referme beaucoup trop loin. Le fichier est "
                    "abîmé, ou un guillemet est de trop."
                ),
                self.start,
            )
        return line


def _broken_row(error: csv.Error, line: int) -> RawRow:
    if "unexpected end of data" in str(error) or "field larger" in str(error):
        raise FileRefused(
            _(
                "un guillemet s’ouvre et ne se referme jamais. Le fichier est coupé, ou un "
                "guillemet est de trop."
            ),
            line,
        ) from error
    return RawRow(line, [], "broken_quotes")


class _Unclosed(io.BufferedReader):
    """The same bytes, in a reader whose closing leaves the file open for the next pass."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(_Borrowed(file), 256 * 1024)


class _Borrowed(io.RawIOBase):
    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:  # type: ignore[no-untyped-def]
        piece = self._file.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)
