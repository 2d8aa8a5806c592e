"""A version on paper: the page that is offered, and the document that is signed."""

from base64 import b32encode
from collections.abc import Collection
from datetime import datetime
from secrets import token_bytes
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from jalon.accounts.actor import Actor, PersonActor
from jalon.contracts.models import ContractBarrier, ContractVersion
from jalon.contracts.queries.shown import readable_barriers
from jalon.contracts.queries.words import said
from jalon.dossiers.models import Dossier
from jalon.ui.pdf import as_pdf


def code_of_file() -> str:
    """Eighty bits that nobody guesses, as people type them: `K7QF-2MZX-…`."""
    letters = b32encode(token_bytes(10)).decode()
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def drawn(version: ContractVersion, *, signer: str, at: datetime, code: str) -> bytes:
    """The document to sign: what was accepted, how, and by whom it is signed."""
    barriers = list(version.barriers.order_by("theme"))
    return as_pdf(_html(version, barriers, signer=signer, signed_at=at, code=code))


def to_read(version: ContractVersion, dossier: Dossier, by: Actor | PersonActor) -> bytes:
    """The same to read, or to sign by hand: nobody has signed it. What `by` may read of it."""
    barriers = readable_barriers(version, dossier, by)
    return as_pdf(_html(version, barriers, signer="", signed_at=None, code=""))


def _html(version: ContractVersion, barriers: Collection[ContractBarrier], **signed: Any) -> str:
    acceptance = getattr(version, "acceptance", None)
    context = {
        "contract": said(version, barriers),
        "acceptance": acceptance,
        "author": str(version.contract.organisation),
        "product": settings.JALON_PRODUCT_NAME,
        **signed,
    }
    return render_to_string("contracts/document.html", context, using="jinja2")
