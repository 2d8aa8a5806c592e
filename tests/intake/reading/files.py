"""Small files as partners' systems write them, made in memory."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from typing import BinaryIO

from openpyxl import Workbook

from jalon.intake.reading.headers import read_headers
from jalon.intake.reading.limits import LIMITS, Limits
from jalon.intake.reading.lines import CheckedLine, check_lines
from jalon.intake.reading.table import Table, open_table

TODAY = date(2026, 11, 23)
TITLES = ["Identifiant dans le SI", "Prénom", "Nom", "Date de naissance"]
ADA = ["SI-1", "Zoé", "Lefèvre", "31/12/1980"]


def csv_file(
    rows: Sequence[Sequence[str]],
    *,
    encoding: str = "utf-8",
    separator: str = ";",
    newline: str = "\r\n",
) -> BinaryIO:
    return io.BytesIO(newline.join(separator.join(row) for row in rows).encode(encoding))


def xlsx_file(rows: Sequence[Sequence[object]]) -> BinaryIO:
    book, file = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(list(row))
    book.save(file)
    return file


def rewritten(file: BinaryIO, **parts: bytes) -> BinaryIO:
    """The same archive with some parts replaced or added (names with / written __)."""
    changed, out = {name.replace("__", "/"): body for name, body in parts.items()}, io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in {*old.namelist(), *changed}:
            new.writestr(name, changed[name] if name in changed else old.read(name))
    return out


def checked(
    file: BinaryIO, mapping: Sequence[str] | None = None, limits: Limits = LIMITS
) -> list[CheckedLine]:
    table = open_table(file, limits)
    return list(check_lines(table.rows, mapping or read_headers(table.titles).guesses, TODAY))


def opened(file: BinaryIO) -> Table:
    return open_table(file)


def codes(line: CheckedLine) -> list[tuple[str, str]]:
    return [(problem.code, problem.field) for problem in line.problems]
