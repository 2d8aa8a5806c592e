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
    """The texts that cells name by their number; none when the workbook shares none."""
    texts = SharedTexts()
    if "xl/sharedStrings.xml" not in archive.namelist():
        return texts
    if archive.getinfo("xl/sharedStrings.xml").file_size > limits.shared_text_bytes:
        raise FileRefused(_("Le classeur contient trop de texte. Exportez la liste en CSV."))
    parser, fed = _SharedTextHandlers(texts, limits).parser(), 0
    for piece in pieces(archive, "xl/sharedStrings.xml"):
        parse(parser, piece)
        fed += len(piece)
        refuse_endless_token(parser, fed, limits)
    return texts


class _SharedTextHandlers:
    """What the parser meets: each `si` is one text, made of the `t` inside it."""

    def __init__(self, texts: SharedTexts, limits: Limits) -> None:
        self.texts, self.limits = texts, limits
        self.current: list[str] = []
        self.inside, self.length = False, 0

    def parser(self) -> expat.XMLParserType:
        parser = new_parser()
        parser.StartElementHandler = self.start
        parser.CharacterDataHandler = self.text
        parser.EndElementHandler = self.end
        return parser

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        self.inside = tag.split(":")[-1] == "t"

    def text(self, data: str) -> None:
        if not self.inside:
            return
        self.length += len(data)
        if self.length > self.limits.held_characters:
            raise FileRefused(
                _("Un texte du classeur dépasse %(count)d caractères. Raccourcissez-le.")
                % {"count": self.limits.held_characters}
            )
        self.current.append(data)

    def end(self, tag: str) -> None:
        self.inside = False
        if tag.split(":")[-1] == "si":
            self.texts.add("".join(self.current))
            self.current.clear()
            self.length = 0


def new_parser() -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def _refuse_doctype(*_arguments: object) -> None:
    raise FileRefused(
        _(
            "Le classeur XLSX contient des définitions qu’un tableur n’écrit jamais. Il n’a "
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
