"""Reads the QR codes of one file, given on the standard input: a JSON list of their texts.

A program of its own, without the site: what a stranger drew is opened here, and nowhere else, with
little memory, little time and no way to the network or the database.
"""

import json
import resource
import sys
import warnings
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

MEMORY: Final = 1536 * 1024 * 1024
SECONDS: Final = 15
PAGES: Final = 6
DOTS: Final = 200  # an inch: a module of our codes is then some six dots wide
MOST_PIXELS: Final = 40_000_000


def main() -> None:
    """Limits first: the libraries are loaded under them."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    content = sys.stdin.buffer.read()
    json.dump(texts(content), sys.stdout)


def texts(content: bytes) -> list[str]:
    """What the codes of each page say, in order."""
    import zxingcpp  # noqa: PLC0415  (under the limits)

    found: list[str] = []
    wanted = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
    for image in _pages(content):
        found += [one.text for one in zxingcpp.read_barcodes(image, formats=wanted)]
    return found


def _pages(content: bytes) -> Iterator[Any]:
    from PIL import Image  # noqa: PLC0415  (under the limits)

    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    if content.startswith(b"%PDF-"):
        yield from _of_pdf(content)
        return
    with Image.open(BytesIO(content), formats=("JPEG", "PNG")) as image:
        image.thumbnail((4000, 4000))
        yield image.convert("L")


def _of_pdf(content: bytes) -> Iterator[Any]:
    import pypdfium2  # noqa: PLC0415  (under the limits)

    document: Any = pypdfium2.PdfDocument(content)  # type: ignore[no-untyped-call]
    for number in range(min(len(document), PAGES)):
        page = document[number]
        width, height = page.get_size()
        scale = min(DOTS / 72, (MOST_PIXELS / max(width * height, 1)) ** 0.5)
        yield page.render(scale=scale, grayscale=True).to_pil()


if __name__ == "__main__":
    main()
