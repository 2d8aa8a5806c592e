"""A photo as it is kept: recognised by its content, drawn again, small, and saying nothing else.

Drawing it again leaves behind whatever the file carried: place, device, date, and any program.
"""

import warnings
from io import BytesIO
from typing import Final

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from jalon.kernel.errors import Refused

HEAVIEST: Final = 8  # megabytes, as received
MOST_PIXELS: Final = 60_000_000
LONGEST_SIDE: Final = 1600
QUALITY: Final = 80
TAKEN: Final = ("JPEG", "PNG", "WEBP")


class NotAPhoto(Refused):
    """The file is no image that we read, or is too large to be drawn again."""


def drawn_again(content: bytes, longest: int = LONGEST_SIDE) -> bytes:
    """The same image as a small JPEG without any metadata; `longest` side in pixels.

    Raises NotAPhoto.
    """
    if len(content) > HEAVIEST * 1024 * 1024:
        raise NotAPhoto(_("Cette photo est trop lourde : 8 Mo au plus."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _drawn(content, longest)
    except (
        UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as error:  # fmt: skip
        raise NotAPhoto(_("Ce fichier n’est pas une photo que nous savons lire.")) from error


def _drawn(content: bytes, longest: int) -> bytes:
    with Image.open(BytesIO(content), formats=TAKEN) as sent:
        if sent.width * sent.height > MOST_PIXELS:
            raise ValueError("too many pixels")
        sent.draft("RGB", (longest, longest))  # a JPEG is read small at once
        upright = ImageOps.exif_transpose(sent).convert("RGB")
    upright.thumbnail((longest, longest))
    clean = Image.new("RGB", upright.size)
    clean.paste(upright)
    drawn = BytesIO()
    clean.save(drawn, "JPEG", quality=QUALITY, optimize=True)
    return drawn.getvalue()
