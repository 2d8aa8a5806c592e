"""What is sent in place of a list, known by its first bytes, whatever its name says it is."""

import re
from typing import BinaryIO, Final

from django.utils.translation import gettext as _

from jalon.intake.reading.problems import FileRefused

LOOKED_AT: Final = 1024
FOREIGN: Final = (
    *(b"%PDF", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"RIFF", b"BM", b"II*\x00", b"MM\x00*"),
    *(
        b"MZ",
        b"\x7fELF",
        b"#!",
        b"\x1f\x8b",
        b"7z\xbc\xaf",
        b"Rar!",
        b"BZh",
        b"\xfd7zXZ",
        b"{\\rtf",
    ),
)
# A page, a drawing, a script or a style, after a mark, spaces, a declaration or comments.
MARKUP: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml|<!--|<!doctype|<(?:html|head|body|svg|script|style|iframe|math)\b)",
    re.IGNORECASE,
)


def refuse_foreign(file: BinaryIO) -> None:
    """Raise FileRefused for a page, an image, a document, a program or an archive."""
    file.seek(0)
    start = file.read(LOOKED_AT)
    # Two letters begin many a word of a list: an image or a program holds bytes that no text does.
    is_short = start.startswith((b"MZ", b"BM")) and not any(byte < 9 for byte in start)
    if MARKUP.match(start) or (start.startswith(FOREIGN) and not is_short):
        raise FileRefused(
            _(
                "Ce fichier n’est pas un tableau : c’est une page, une image, un document ou un "
                "programme. Envoyez la liste au format CSV ou XLSX."
            )
        )
