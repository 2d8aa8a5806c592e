"""A file as a table: its titles, then its lines, whatever it was written with."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from django.utils.translation import gettext as _

from jalon.intake.reading.csv_rows import RawRow, csv_rows, find_separator
from jalon.intake.reading.encoding import examine
from jalon.intake.reading.foreign_files import refuse_foreign
from jalon.intake.reading.headers import recognised
from jalon.intake.reading.limits import LIMITS, Limits
from jalon.intake.reading.problems import FileRefused
from jalon.intake.reading.xlsx_rows import xlsx_rows

ZIP_START = b"PK\x03\x04"
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TITLES_WITHIN = 15  # lines in which the titles are looked for; exports often begin with a few words


@dataclass(frozen=True)
class Table:
    """`format` is csv or xlsx; `header_line` counts from 1 as a spreadsheet does."""

    format: str
    encoding: str
    separator: str
    titles: list[str]
    header_line: int
    rows: Iterator[RawRow]


def open_table(file: BinaryIO, limits: Limits = LIMITS) -> Table:
    """The table in a file that can be read again from its start. Raises FileRefused."""
    refuse_foreign(file)
    file.seek(0)
    start = file.read(8)
    encoding = separator = ""
    if start.startswith(ZIP_START):
        kind, rows = "xlsx", xlsx_rows(file, limits)
    elif start == OLD_WORKBOOK:
        raise FileRefused(
            _(
                "C’est un ancien classeur (.xls) ou un classeur protégé. Enregistrez-le au "
                "format XLSX ou CSV."
            )
        )
    else:
        encoding = examine(file, limits).encoding
        separator, skip = find_separator(file, encoding)
        kind, rows = "csv", csv_rows(file, encoding, separator, skip, limits)
    first = list(islice(rows, TITLES_WITHIN))
    if not first:
        raise FileRefused(
            _(
                "Le fichier est vide. Choisissez un fichier avec une ligne de titres et au "
                "moins une personne."
            )
        )
    position = _titles_position(first)
    titles = _trimmed(first[position].cells)
    if len(titles) > limits.columns:
        raise FileRefused(
            _("la liste a plus de %(count)d colonnes. Gardez les colonnes utiles.")
            % {"count": limits.columns},
            first[position].line,
        )
    body = _shaped(_chained(first[position + 1 :], rows), len(titles), kind, limits)
    return Table(kind, encoding, separator, titles, first[position].line, body)


def _titles_position(first: list[RawRow]) -> int:
    scores = [recognised(row.cells) for row in first]
    best = max(range(len(first)), key=lambda n: (scores[n], -n))
    return best if scores[best] >= 2 else 0


def _trimmed(cells: list[str]) -> list[str]:
    titles = [" ".join(cell.split()) for cell in cells]
    while titles and not titles[-1]:
        titles.pop()
    return titles


def _chained(first: list[RawRow], rest: Iterator[RawRow]) -> Iterator[RawRow]:
    yield from first
    yield from rest


def _shaped(rows: Iterator[RawRow], width: int, kind: str, limits: Limits) -> Iterator[RawRow]:
    """Every line with as many cells as there are titles; if it had not, a code says so."""
    for number, row in enumerate(rows, start=1):
        if number > limits.rows:
            raise FileRefused(
                _("la liste dépasse %(count)d lignes. Coupez-la en plusieurs fichiers.")
                % {"count": limits.rows},
                row.line,
            )
        cells, count = row.cells, len(row.cells)
        if count == width:
            yield row
        elif count < width:
            problem = row.problem or ("short_row" if kind == "csv" else "")
            yield RawRow(row.line, cells + [""] * (width - count), problem)
        else:
            extra = any(cell.strip() for cell in cells[width:])
            yield RawRow(row.line, cells[:width], row.problem or ("long_row" if extra else ""))
