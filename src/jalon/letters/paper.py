"""A letter on paper: to read, or to sign by hand; then the document that the seal is put on.

Its QR code holds the address of the letter for who is signed in: scanned back, it is recognised;
it opens nothing to whoever merely holds the sheet.
"""

import re
from datetime import datetime
from typing import Final
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from jalon.appointments.qr import drawn as square
from jalon.letters.models import Letter
from jalon.ui.pdf import as_pdf

MARK: Final = re.compile(r"/lettres/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$")


def page_of(letter: Letter) -> str:
    """Where the consortium reads it: what its QR code says."""
    path = reverse("letter", args=[letter.project.public_id, letter.public_id])
    return f"{settings.JALON_PAGE_ORIGINS[0]}{path}"


def letter_in(texts: list[str]) -> UUID | None:
    """The letter that one of these QR codes names, whoever printed it."""
    found = (MARK.search(one) for one in texts)
    return next((UUID(one[1]) for one in found if one), None)


def drawn(letter: Letter, *, signed_at: datetime | None = None) -> bytes:
    """The letter as a tagged PDF; `signed_at`: as its signatory has just signed it."""
    context = {
        "letter": letter,
        "said": letter.content,
        "square": square(page_of(letter)),
        "signed_at": signed_at,
        "author": letter.content["commitment"]["name"],
        "product": settings.JALON_PRODUCT_NAME,
    }
    return as_pdf(render_to_string("letters/document.html", context, using="jinja2"))
