"""The parts of a workbook as XML, and its shared texts: what bounds them, whatever was sent."""

import zipfile
from array import array
from collections.abc import Iterator
from xml.parsers import expat

from django.utils.translation import gettext as _

from jalon.intake.reading.limits import Limits
from jalon.intake.reading.problems import FileRefused

PIECE = 64 * 1024


def pieces(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    try:
        with archive.open(name) as part:
            while piece := part.read(PIECE):
                yield piece
    except (zipfile.BadZipFile, EOFError) as error:
        raise FileRefused(
            _("Le fichier XLSX est coupé ou abîmé. Exportez-le ou envoyez-le de nouveau.")
        ) from error


class SharedTexts:
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


def shared_texts(archive: zipfile.ZipFile, limits: Limits) -> SharedTexts:
    texts, current, inside, length = SharedTexts(), [], False, 0
    if "xl/sharedStrings.xml" not in archive.namelist():
        return texts
    if archive.getinfo("xl/sharedStrings.xml").file_size > limits.shared_text_bytes:
        raise FileRefused(_("Le classeur contient trop de texte. Exportez la liste en CSV."))

    def start(tag: str, _attributes: dict[str, str]) -> None:
        nonlocal inside
        inside = tag.endswith("t") and tag.split(":")[-1] == "t"

    def text(data: str) -> None:
        nonlocal length
        if inside:
            length += len(data)
            if length > limits.held_characters:
                raise FileRefused(
                    _("Un texte du classeur dépasse %(count)d caractères. Raccourcissez-le.")
                    % {"count": limits.held_characters}
                )
            current.append(data)

    def end(tag: str) -> None:
        nonlocal inside, length
        inside = False
        if tag.split(":")[-1] == "si":
            texts.add("".join(current))
            current.clear()
            length = 0

    parser = new_parser()
    parser.StartElementHandler, parser.CharacterDataHandler, parser.EndElementHandler = (
        start,
        text,
        end,
    )
    fed = 0
    for piece in pieces(archive, "xl/sharedStrings.xml"):
        parse(parser, piece)
        fed += len(piece)
        refuse_endless_token(parser, fed, limits)
    return texts


def new_parser() -> expat.XMLParserType:
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


def refuse_endless_token(parser: expat.XMLParserType, fed: int, limits: Limits) -> None:
    """A tag or a comment is held whole until its end: one without end would fill the memory."""
    if fed - max(parser.CurrentByteIndex, 0) > limits.xml_token_bytes:
        raise FileRefused(
            _("Le fichier XLSX est coupé ou abîmé. Exportez-le ou envoyez-le de nouveau.")
        )


def parse(parser: expat.XMLParserType, piece: bytes, *, final: bool = False) -> None:
    try:
        parser.Parse(piece, final)
    except expat.ExpatError as error:
        raise FileRefused(
            _("Le fichier XLSX est coupé ou abîmé. Exportez-le ou envoyez-le de nouveau.")
        ) from error
