"""A letter printed, signed by hand and scanned back: its QR code says which one it is."""

import io

import pypdfium2
import pytest
from PIL import Image

from jalon.letters.paper import drawn, letter_in
from jalon.letters.scans import codes_in
from tests.letters.situations import waiting

pytestmark = pytest.mark.django_db


def photographed(content, quality=40):
    """The first page as a telephone gives it: askew, grey, compressed."""
    page = pypdfium2.PdfDocument(content)[0].render(scale=1.6).to_pil().convert("L")
    sheet = Image.new("L", (page.width + 160, page.height + 160), 90)
    sheet.paste(page.point(lambda one: 40 + one * 3 // 4), (60, 90))
    found = io.BytesIO()
    sheet.rotate(7, fillcolor=90).save(found, "JPEG", quality=quality)
    return found.getvalue()


def test_the_code_is_read_in_a_pdf_and_in_a_bad_photo_and_garbage_says_nothing():
    _world, letter = waiting()
    printed = drawn(letter)

    assert letter_in(codes_in(printed)) == letter.public_id
    assert letter_in(codes_in(photographed(printed))) == letter.public_id
    assert codes_in(b"%PDF-1.7 this is no PDF") == []
    assert letter_in(["https://example.example/lettres/", "x"]) is None
