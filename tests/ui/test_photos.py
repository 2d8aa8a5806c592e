"""A photo is recognised by its content, drawn again, and says nothing but what one sees."""

from io import BytesIO

import pytest
from PIL import Image

from jalon.ui.photos import LONGEST_SIDE, NotAPhoto, drawn_again

PLACE = b"48.1173,-1.6778"


def sent(kind="JPEG", size=(2400, 1800), mode="RGB"):
    """A photo as a telephone makes it: large, turned, with the place where it was taken."""
    image, file = Image.new(mode, size), BytesIO()
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, PLACE.decode()  # turned a quarter; a description
    image.save(file, kind, exif=exif)
    return file.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_it_is_drawn_again_upright_small_and_mute(kind):
    before = sent(kind)
    assert PLACE in before

    after = drawn_again(before)

    with Image.open(BytesIO(after)) as kept:
        assert (kept.format, kept.size) == ("JPEG", (LONGEST_SIDE * 3 // 4, LONGEST_SIDE))
        assert not kept.getexif()
    assert PLACE not in after
    assert b"Exif" not in after


@pytest.mark.parametrize(
    "content",
    [
        b"<svg onload=alert(1)>",
        b"\xff\xd8\xff" + b"not a photo at all",
        sent("GIF"),
        b"%PDF-1.7",
    ],
)
def test_what_is_no_photo_is_refused(content):
    with pytest.raises(NotAPhoto):
        drawn_again(content)


def test_what_would_take_all_the_memory_is_refused():
    with pytest.raises(NotAPhoto):
        drawn_again(sent("PNG", (10_000, 8_000), mode="1"))
