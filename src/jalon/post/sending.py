"""Hand a mail to the mail server, once, whatever dies in the middle.

The mark `handed_at` is committed when the server is ready to take the text and has none of it: a
process killed before has sent nothing, and another begins again; one killed after leaves a mail
that nobody sends a second time. Between the mark and the text there is one system call.
"""

import json
import logging
import re
from collections.abc import Callable
from datetime import datetime
from email.utils import parseaddr
from typing import Any, Final

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import sanitize_address
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from jalon.post.models import Channel, Mail
from jalon.vault.sealing import open_sealed

log = logging.getLogger("jalon.post")
Sender = Callable[[str, str], None]
REFUSED_FOR_GOOD: Final = range(500, 600)
READY: Final = 354
TAKEN: Final = 250


class NotSent(OSError):
    """The server has nothing of it; it may be tried again."""


class Refused(Exception):
    """The server will never take it; its answer is a number."""


def send(public_id: str, *, at: datetime) -> None:
    """Send one mail that waits; nothing when it was handed over, sent or given up before.

    Raises OSError (NotSent, smtplib's included) when it did not leave and may be tried again.
    """
    mail = _waiting().filter(public_id=public_id).first()
    if mail is None:
        return None
    if mail.expires_at is not None and mail.expires_at <= at:
        return _give_up(mail, "expired", at)
    try:
        if mail.channel == Channel.SMS:
            _text(mail, at)
        else:
            _hand_over(mail, message_of(mail), at)
    except Refused as refusal:
        _give_up(mail, str(refusal), at)


def message_of(mail: Mail) -> EmailMessage:
    """The mail as it leaves; its Message-ID is always the same, so that a double is known."""
    said: dict[str, Any] = json.loads(open_sealed(mail.envelope))
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    headers = {"Message-ID": f"<{mail.public_id}@{domain}>", "Auto-Submitted": "auto-generated"}
    headers |= said["headers"]
    return EmailMessage(said["subject"], said["body"], None, [said["to"]], headers=headers)


def _text(mail: Mail, at: datetime) -> None:
    """By the deployment's own sender: it raises OSError when the SMS did not leave."""
    said: dict[str, Any] = json.loads(open_sealed(mail.envelope))
    sender: Sender = import_string(settings.JALON_SMS_SENDER)
    if not _claim(mail, at):
        return
    try:
        sender(said["to"], said["body"])
    except OSError:
        Mail.objects.filter(pk=mail.pk).update(handed_at=None)
        raise
    _settle(mail, at)


def _waiting() -> QuerySet[Mail]:
    return Mail.objects.filter(handed_at=None, sent_at=None, failed_at=None)


def _hand_over(mail: Mail, message: EmailMessage, at: datetime) -> None:
    line = get_connection()
    if not isinstance(line, EmailBackend):  # a console, a file, the box of a test
        if _claim(mail, at):
            line.send_messages([message])
            _settle(mail, at)
        return
    line.open()
    try:
        _speak(line.connection, mail, message, at)
    finally:
        line.close()


def _speak(server: Any, mail: Mail, message: EmailMessage, at: datetime) -> None:
    """The conversation of SMTP, stopped for a mark right before the text."""
    server.ehlo_or_helo_if_needed()
    _agreed(server.mail(parseaddr(message.from_email)[1]))
    _agreed(server.rcpt(_ascii(message.to[0])))
    server.putcmd("data")
    _agreed(server.getreply(), READY)
    if not _claim(mail, at):
        server.close()  # somebody else has it: a conversation cut here sends nothing
        return
    try:
        server.send(_stuffed(message))
    except OSError:
        # The dot that ends it did not leave: a server drops what it has of a text without it.
        Mail.objects.filter(pk=mail.pk).update(handed_at=None)
        raise
    try:
        answer = server.getreply()
    except OSError as error:
        # It may have it: twice is worse than a mail whose news also waits in Jalon.
        log.error("mail %s is in doubt: %s", mail.public_id, type(error).__name__)
        return
    if answer[0] != TAKEN:
        Mail.objects.filter(pk=mail.pk).update(handed_at=None)  # it said no: it has nothing
        _agreed(answer)
    _settle(mail, at)


def _ascii(address: str) -> str:
    """As the conversation wants it: a domain with accents is said in its other letters."""
    try:
        said = sanitize_address(address, "utf-8")
    except ValueError as error:
        raise Refused("address") from error
    if not address.rpartition("@")[0].isascii():
        raise Refused("address")  # accents before the @: our servers do not speak SMTPUTF8
    return parseaddr(said)[1]


def _agreed(answer: tuple[int, bytes], *expected: int) -> None:
    code, _text = answer
    if code in REFUSED_FOR_GOOD:
        raise Refused(f"smtp_{code}")
    if code not in (expected or (TAKEN, 251)):
        raise NotSent(f"the mail server answered {code}")


def _stuffed(message: EmailMessage) -> bytes:
    letter: Any = message.message()  # Django's own: its lines end as SMTP wants
    text: bytes = letter.as_bytes(linesep="\r\n")
    return re.sub(rb"(?m)^\.", b"..", text.rstrip(b"\r\n")) + b"\r\n.\r\n"


def _claim(mail: Mail, at: datetime) -> bool:
    """Whether this process, and no other, may hand it over: committed at once."""
    return bool(_waiting().filter(pk=mail.pk).update(handed_at=at))


def _settle(mail: Mail, at: datetime) -> None:
    Mail.objects.filter(pk=mail.pk).update(sent_at=at, envelope=b"")


def _give_up(mail: Mail, why: str, at: datetime) -> None:
    log.error("mail %s (%s) is given up: %s", mail.public_id, mail.kind, why)
    Mail.objects.filter(pk=mail.pk).update(
        failed_at=at, failure=why, envelope=b"", handed_at=None, sent_at=None
    )
