"""What invented people photographed: drawn here, so that it is nobody's face and nobody's paper."""

from io import BytesIO
from random import Random
from typing import Final

from PIL import Image, ImageDraw, ImageFont

INK, PAPER, TABLE = (44, 52, 80), (250, 249, 244), (139, 118, 92)
WALL: Final = ((214, 226, 233), (226, 221, 205), (211, 224, 206))
SKIN: Final = ((241, 205, 178), (222, 178, 140), (160, 112, 80), (112, 76, 56))
HAIR: Final = ((60, 42, 32), (110, 76, 44), (38, 34, 36), (150, 148, 146))
CLOTH: Final = ((62, 98, 140), (120, 70, 92), (70, 112, 92))


def paper(title: str, lines: int = 9) -> bytes:
    """A sheet on a table, with a title that can be read and a stamp: a JPEG."""
    photo = Image.new("RGB", (900, 1200), TABLE)
    pen, font = ImageDraw.Draw(photo), ImageFont.load_default(40)
    pen.polygon([(90, 110), (800, 80), (830, 1090), (120, 1120)], fill=PAPER)
    pen.text((160, 160), title, fill=INK, font=font)
    for row in range(lines):
        top, width = 270 + row * 64, 560 - (row % 3) * 90
        pen.rectangle([160, top, 160 + width, top + 14], fill=(176, 178, 184))
    pen.ellipse([520, 860, 740, 1040], outline=(150, 40, 52), width=9)
    pen.text((570, 920), "REÇU", fill=(150, 40, 52), font=font)
    return _jpeg(photo)


def face(dice: Random) -> bytes:
    """A portrait of nobody: a few flat shapes."""
    photo = Image.new("RGB", (480, 480), dice.choice(WALL))
    pen, skin, hair = ImageDraw.Draw(photo), dice.choice(SKIN), dice.choice(HAIR)
    pen.ellipse([118, 70, 362, 380], fill=hair)
    pen.rounded_rectangle([60, 380, 420, 560], 120, fill=dice.choice(CLOTH))
    pen.rectangle([208, 320, 272, 410], fill=skin)
    pen.ellipse([150, 110, 330, 352], fill=skin)
    pen.pieslice([140, 84, 340, 270], 180, 360, fill=hair)
    for eye in (205, 275):
        pen.ellipse([eye - 9, 222, eye + 9, 240], fill=INK)
    pen.arc([200, 250, 280, 310], 25, 155, fill=(150, 70, 70), width=6)
    return _jpeg(photo)


def _jpeg(photo: Image.Image) -> bytes:
    drawn = BytesIO()
    photo.save(drawn, "JPEG", quality=85)
    return drawn.getvalue()
