"""The words of a document, read as a screen reader would: by the table of its own fonts."""

import io
import re
from typing import Any

import pikepdf

CHARS = re.compile(rb"begin(bfchar|bfrange)(.*?)endbf", re.DOTALL)
HEX = re.compile(rb"<([0-9a-fA-F]+)>")


def text_of_pdf(content: bytes) -> str:
    """All pages, each piece of text as it is drawn (spaces are moves: words are joined)."""
    with pikepdf.open(io.BytesIO(content)) as document:
        return "\n".join("".join(_pieces(page)) for page in document.pages)


def _pieces(page: Any) -> list[str]:
    fonts = {name: _letters(font) for name, font in page.Resources.Font.items()}
    found, letters = [], {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            letters = fonts[str(operands[0])]
        elif str(operator) in {"Tj", "TJ"}:
            for drawn in operands[0] if str(operator) == "TJ" else operands:
                if isinstance(drawn, pikepdf.String):
                    code = bytes(drawn)
                    pairs = (code[i : i + 2] for i in range(0, len(code), 2))
                    found += [letters.get(int.from_bytes(pair), "?") for pair in pairs]
    return found


def _letters(font: Any) -> dict[int, str]:
    """What each code of a font stands for."""
    letters: dict[int, str] = {}
    for kind, body in CHARS.findall(font.ToUnicode.read_bytes()):
        codes = HEX.findall(body)
        if kind == b"bfchar":
            for code, letter in zip(codes[::2], codes[1::2], strict=True):
                letters[int(code, 16)] = bytes.fromhex(letter.decode()).decode("utf-16-be")
            continue
        for first, last, letter in zip(codes[::3], codes[1::3], codes[2::3], strict=True):
            start = int(letter, 16)
            for step in range(int(last, 16) - int(first, 16) + 1):
                letters[int(first, 16) + step] = chr(start + step)
    return letters
