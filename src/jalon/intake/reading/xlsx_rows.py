"""Lines of the first sheet of an XLSX workbook, read as a stream: memory holds one line.

Formulas are not evaluated and their last result is not trusted: the cell is given as "=formula".
"""

import re
import zipfile
from array import array
from collections.abc import Iterator
from typing import BinaryIO
from xml.parsers import expat

from django.utils.translation import gettext as _

from jalon.intake.reading.csv_rows import RawRow
from jalon.intake.reading.limits import LIMITS, Limits
from jalon.intake.reading.problems import FileRefused
from jalon.intake.reading.zip_guard import open_zip

SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
PIECE = 64 * 1024


def xlsx_rows(file: BinaryIO, limits: Limits = LIMITS) -> Iterator[RawRow]:
    """Every line that is not empty of the first visible sheet, cells as texts."""
    with open_zip(file, limits) as archive:
        texts = _shared_texts(archive, limits)
        sheet = _SheetReader(texts, limits)
        for piece in _pieces(archive, _first_sheet(archive)):
            sheet.feed(piece)
            yield from sheet.take()
        sheet.close()
        yield from sheet.take()


def _pieces(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    try:
        with archive.open(name) as part:
            while piece := part.read(PIECE):
                yield piece
    except (zipfile.BadZipFile, EOFError) as error:
        raise FileRefused(
            _("Le fichier XLSX est coupé ou abîmé. Exportez-le ou envoyez-le de nouveau.")
        ) from error


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
                "Ce fichier n'est pas un classeur XLSX. Enregistrez votre liste au format "
                "XLSX ou CSV."
            )
        )
    return found[0]


def _elements(archive: zipfile.ZipFile, name: str) -> list[tuple[str, dict[str, str]]]:
    if name not in archive.namelist() or archive.getinfo(name).file_size > 4 * 1024 * 1024:
        return []
    found: list[tuple[str, dict[str, str]]] = []
    parser = _parser()
    parser.StartElementHandler = lambda tag, attributes: found.append(
        (tag.split(":")[-1], attributes)
    )
    _parse(parser, archive.read(name), final=True)
    return found


class _SharedTexts:
    """The workbook's texts, packed end to end: a few bytes more than the texts themselves."""

    def __init__(self) -> None:
        self.packed = bytearray()
        self.ends = array("Q")

    def add(self, text: str) -> None:
        self.packed += text.encode("utf-8", "replace")
        self.ends.append(len(self.packed))

    def __getitem__(self, number: int) -> str:
        if not 0 <= number < len(self.ends):
            return ""
        start = self.ends[number - 1] if number else 0
        return self.packed[start : self.ends[number]].decode()


def _shared_texts(archive: zipfile.ZipFile, limits: Limits) -> _SharedTexts:
    texts, current, inside = _SharedTexts(), [], False
    if "xl/sharedStrings.xml" not in archive.namelist():
        return texts
    if archive.getinfo("xl/sharedStrings.xml").file_size > limits.shared_text_bytes:
        raise FileRefused(_("Le classeur contient trop de texte. Exportez la liste en CSV."))

    def start(tag: str, _attributes: dict[str, str]) -> None:
        nonlocal inside
        inside = tag.endswith("t") and tag.split(":")[-1] == "t"

    def text(data: str) -> None:
        if inside:
            current.append(data)

    def end(tag: str) -> None:
        nonlocal inside
        inside = False
        if tag.split(":")[-1] == "si":
            texts.add("".join(current))
            current.clear()

    parser = _parser()
    parser.StartElementHandler, parser.CharacterDataHandler, parser.EndElementHandler = (
        start,
        text,
        end,
    )
    for piece in _pieces(archive, "xl/sharedStrings.xml"):
        _parse(parser, piece)
    return texts


class _SheetReader:
    """Turns the sheet's XML into lines as it comes; keeps the line being read, nothing else."""

    def __init__(self, texts: _SharedTexts, limits: Limits) -> None:
        self.texts, self.limits = texts, limits
        self.ready: list[RawRow] = []
        self.line, self.cells = 0, []  # type: ignore[var-annotated]
        self.column, self.kind = 0, ""
        self.value: list[str] = []
        self.formula: list[str] | None = None
        self.target: list[str] | None = None
        self.parser = _parser()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def feed(self, piece: bytes) -> None:
        _parse(self.parser, piece)

    def close(self) -> None:
        _parse(self.parser, b"", final=True)

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
        elif tag == "v" or tag == "t":
            self.target = self.value
        elif tag == "f":
            self.formula = self.target = []
        elif tag == "row":
            self.line = int(attributes.get("r") or self.line + 1)
            self.cells = []

    def _text(self, data: str) -> None:
        if self.target is not None:
            self.target.append(data)

    def _end(self, tag: str) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "c":
            self.cells.extend([""] * (self.column + 1 - len(self.cells)))
            self.cells[self.column] = self._cell()
        elif tag in ("v", "t", "f"):
            self.target = None
        elif tag == "row" and any(self.cells):
            self.ready.append(RawRow(self.line, self.cells))

    def _cell(self) -> str:
        if self.formula is not None:
            return "=" + "".join(self.formula)
        text = "".join(self.value)
        if self.kind == "s":
            return self.texts[int(text)] if text.isdigit() else ""
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


def _column(reference: str) -> int:
    column = 0
    for letter in reference:
        if not letter.isalpha():
            break
        column = column * 26 + ord(letter.upper()) - 64
    return max(column - 1, 0)


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def _refuse_doctype(*_arguments: object) -> None:
    raise FileRefused(
        _(
            "Le classeur XLSX contient des définitions qu'un tableur n'écrit jamais. Il n'a "
            "pas été ouvert."
        )
    )


def _parse(parser: expat.XMLParserType, piece: bytes, *, final: bool = False) -> None:
    try:
        parser.Parse(piece, final)
    except expat.ExpatError as error:
        raise FileRefused(
            _("Le fichier XLSX est coupé ou abîmé. Exportez-le ou envoyez-le de nouveau.")
        ) from error
