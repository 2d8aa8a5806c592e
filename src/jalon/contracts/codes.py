"""The code that a person receives on a channel of hers: made, sent, compared.

By e-mail through the mail server of the deployment; by SMS through the sender that it names
(JALON_SMS_SENDER, a function of a number and a text), or not at all.
"""

import hmac
from datetime import datetime, timedelta
from secrets import randbelow
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from jalon.contracts.models import AcceptanceCode, CodeChannel
from jalon.people.models import Contact
from jalon.people.ways import textable
from jalon.post.mails import post_mail, post_text
from jalon.vault.sealing import fingerprint

DIGITS: Final = 6


def channels(contact: Contact | None) -> dict[str, str]:
    """Where a code can be sent today: channel → the first address or number known."""
    found: dict[str, str] = {}
    if contact is None:
        return found
    if contact.mailboxes:
        found[CodeChannel.EMAIL] = contact.mailboxes[0]
    if numbers := textable(contact):
        found[CodeChannel.SMS] = numbers[0]
    return found


def masked(address: str) -> str:
    """Enough of an address to know it again: `c•••@exemple.fr`, `•••• 12 34`."""
    name, at, domain = address.partition("@")
    return f"{name[:1]}•••@{domain}" if at else f"•••• {address[-4:-2]} {address[-2:]}"


def draw() -> str:
    return f"{randbelow(10**DIGITS):0{DIGITS}}"


def seal_of(version_id: int, code: str) -> bytes:
    """What is kept of a code: its keyed fingerprint, bound to one version."""
    return fingerprint("contract-code", f"{version_id}/{code}")


def matches(kept: AcceptanceCode, typed: str) -> bool:
    digits = "".join(one for one in typed if one.isdigit())
    return hmac.compare_digest(bytes(kept.fingerprint), seal_of(kept.version_id, digits))


def send(channel: str, address: str, code: str, minutes: int, at: datetime) -> None:
    """No name and no word of the contract: a code, and for how long."""
    text = _("Votre code pour %(product)s : %(code)s. Il est valable %(minutes)s minutes.") % {
        "product": settings.JALON_PRODUCT_NAME,
        "code": code,
        "minutes": minutes,
    }
    until = at + timedelta(minutes=minutes)
    if channel == CodeChannel.SMS:
        post_text(kind="contract_code", to=address, body=text, at=at, expires_at=until)
        return
    asked = _("Ne le donnez qu’à la personne qui vous accompagne, si vous êtes d’accord.")
    post_mail(
        kind="contract_code",
        to=address,
        subject=_("Votre code"),
        body=f"{text}\n\n{asked}\n",
        at=at,
        expires_at=until,
    )
