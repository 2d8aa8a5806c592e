"""Lines of the first sheet of an XLSX workbook, read as a stream: memory holds one line.

Formulas are not evaluated and their last result is not trusted: the cell is given as "=formula".
"""

import re
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext as _

from jalon.intake.reading.csv_rows import RawRow
from jalon.intake.reading.limits import LIMITS, Limits
from jalon.intake.reading.problems import FileRefused
from jalon.intake.reading.workbook_parts import (
    SharedTexts,
    new_parser,
    parse,
    pieces,
    refuse_endless_token,
    shared_texts,
)
from jalon.intake.reading.zip_guard import open_zip

SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)


def xlsx_rows(file: BinaryIO, limits: Limits = LIMITS) -> Iterator[RawRow]:
    """Every line that is not empty of the first visible sheet, cells as texts."""
    with open_zip(file, limits) as archive:
        texts = shared_texts(archive, limits)
        sheet = _SheetReader(texts, limits)
        for piece in pieces(archive, _first_sheet(archive)):
            sheet.feed(piece)
            yield from sheet.take()
        sheet.close()
        yield from sheet.take()


def _first_sheet(archive: zipfile.ZipFile) -> str:
    """The part of the first visible sheet, through the workbook and its relations."""
    names = set(archive.namelist())
    sheets = [a for tag, a in _elements(archive, "xl/workbook.xml") if tag == "sheet"]
    targets = {
        a.get("Id", ""): a.get("Target", "")
        for tag, a in _elements(archive, "xl/_rels/workbook.xml.rels")
        if tag == "Relationship"
    }
    for sheet in sheets:
        target = targets.get(sheet.get("r:id", ""), "")
        name = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if name in names and sheet.get("state", "visible") == "visible":
            return name
    found = sorted(filter(SHEET.fullmatch, names))
    if not found:
        raise FileRefused(
            _(
                "Ce fichier n’est pas un classeur XLSX. Enregistrez votre liste au format "
                "XLSX ou CSV."
            )
        )
    return found[0]


def _elements(archive: zipfile.ZipFile, name: str) -> list[tuple[str, dict[str, str]]]:
    if name not in archive.namelist() or archive.getinfo(name).file_size > 4 * 1024 * 1024:
        return []
    found: list[tuple[str, dict[str, str]]] = []
    parser = new_parser()
    parser.StartElementHandler = lambda tag, attributes: found.append(
        (tag.split(":")[-1], attributes)
    )
    parse(parser, archive.read(name), final=True)
    return found


class _SheetReader:
    """Turns the sheet's XML into lines as it comes; keeps the line being read, nothing else."""

    def __init__(self, texts: SharedTexts, limits: Limits) -> None:
        self.texts, self.limits = texts, limits
        self.ready: list[RawRow] = []
        self.line, self.cells = 0, []  # type: ignore[var-annotated]
        self.column, self.kind = 0, ""
        self.fed = self.line_length = self.cell_length = 0
        self.value: list[str] = []
        self.formula: list[str] | None = None
        self.target: list[str] | None = None
        self.parser = new_parser()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def feed(self, piece: bytes) -> None:
        parse(self.parser, piece)
        self.fed += len(piece)
        refuse_endless_token(self.parser, self.fed, self.limits)

    def close(self) -> None:
        parse(self.parser, b"", final=True)

    def take(self) -> list[RawRow]:
        rows, self.ready = self.ready, []
        return rows

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "c":
            reference = attributes.get("r")
            self.column = _column(reference) if reference else len(self.cells)
            if self.column >= self.limits.columns:
                raise FileRefused(
                    _("la feuille a plus de %(count)d colonnes. Gardez seulement la liste.")
                    % {"count": self.limits.columns},
                    self.line,
                )
            self.kind, self.value, self.formula = attributes.get("t", "n"), [], None
            self.cell_length = 0
        elif tag == "v" or tag == "t":
            self.target = self.value
        elif tag == "f":
            self.formula = self.target = []
        elif tag == "row":
            self.line = self._line(attributes.get("r"))
            self.cells, self.line_length = [], 0

    def _line(self, written: str | None) -> int:
        line = self.line + 1 if written is None else _whole(written)
        if not self.line < line <= self.limits.sheet_lines:
            raise FileRefused(
                _(
                    "le numéro de la ligne suivante n’est pas valable dans la feuille. Copiez la "
                    "liste dans un classeur neuf."
                ),
                self.line or 1,
            )
        return line

    def _text(self, data: str) -> None:
        if self.target is not None:
            self.cell_length += len(data)
            if self.cell_length > self.limits.held_characters:
                raise FileRefused(
                    _("la cellule de la colonne %(column)s dépasse %(count)d caractères.")
                    % {"column": _letters(self.column), "count": self.limits.held_characters},
                    self.line,
                )
            self.target.append(data)

    def _end(self, tag: str) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "c":
            self.cells.extend([""] * (self.column + 1 - len(self.cells)))
            self.cells[self.column] = text = self._cell()
            self._note_length(len(text))
        elif tag in ("v", "t", "f"):
            self.target = None
        elif tag == "row" and any(self.cells):
            self.ready.append(RawRow(self.line, self.cells))

    def _note_length(self, length: int) -> None:
        self.line_length += length
        if self.line_length > self.limits.line_bytes:
            raise FileRefused(
                _(
                    "la ligne dépasse %(size)d caractères, ce n’est pas une ligne de "
                    "tableau. Vérifiez l’export."
                )
                % {"size": self.limits.line_bytes},
                self.line,
            )

    def _cell(self) -> str:
        if self.formula is not None:
            return "=" + "".join(self.formula)
        text = "".join(self.value)
        if self.kind == "s":
            return self.texts[_whole(text)]
        if self.kind == "b":
            return "Oui" if text == "1" else "Non"
        return _number(text) if self.kind == "n" else text


def _number(text: str) -> str:
    """A number as people write it: 57000.0 is 57000 and 1.80127E14 is 180127000000000."""
    if text.isdigit() or not text:
        return text
    try:
        value = float(text)
    except ValueError:
        return text
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else text


def _whole(text: str) -> int:
    """A line or a text number; -1 when it is not one."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def _letters(column: int) -> str:
    """The name of a column, as a spreadsheet shows it."""
    name, left = "", column + 1
    while left:
        left, rest = divmod(left - 1, 26)
        name = chr(65 + rest) + name
    return name


def _column(reference: str) -> int:
    column = 0
    for letter in reference[:8]:
        if not letter.isalpha():
            break
        column = column * 26 + ord(letter.upper()) - 64
    return max(column - 1, 0)
