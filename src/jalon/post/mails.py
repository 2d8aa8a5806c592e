"""Put a mail in the post, in the running transaction: it leaves if and when that commits."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import transaction

from jalon.post.jobs import deliver
from jalon.post.models import Channel, Mail
from jalon.vault.sealing import seal

PATIENCE: Final = timedelta(days=3)  # a mail that could not leave by then is given up


def post_mail(
    *,
    kind: str,
    to: str,
    subject: str,
    body: str,
    at: datetime,
    expires_at: datetime | None = None,
    headers: Mapping[str, str] | None = None,
) -> Mail:
    """One mail to one address, sent once the running transaction has committed.

    `kind` is a code for whoever runs the platform; `expires_at`, when it is worth nothing any more
    (a code), three days by default. The text says that something waits, and never what.
    """
    if "\n" in to + subject:
        raise ValueError(f"mail {kind}: an address or a subject on several lines")
    said = {"to": to, "subject": subject, "body": body, "headers": dict(headers or {})}
    return _post(kind, Channel.EMAIL, said, at, expires_at)


def post_text(
    *, kind: str, to: str, body: str, at: datetime, expires_at: datetime | None = None
) -> Mail:
    """One SMS to one number, through the sender that the deployment names (JALON_SMS_SENDER)."""
    if not settings.JALON_SMS_SENDER:
        raise ValueError(f"SMS {kind}: JALON_SMS_SENDER is not set, nothing sends any")
    return _post(kind, Channel.SMS, {"to": to, "body": body}, at, expires_at)


def _post(
    kind: str, channel: Channel, said: dict[str, Any], at: datetime, expires_at: datetime | None
) -> Mail:
    with transaction.atomic():
        mail = Mail.objects.create(
            kind=kind,
            channel=channel,
            envelope=seal(json.dumps(said)),
            written_at=at,
            expires_at=expires_at or at + PATIENCE,
        )
        deliver.defer(mail=str(mail.public_id))
    return mail
