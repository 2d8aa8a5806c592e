"""Put a mail in the post, in the running transaction: it leaves if and when that commits."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from jalon.post.jobs import deliver
from jalon.post.models import Mail
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
    with transaction.atomic():
        mail = Mail.objects.create(
            kind=kind,
            envelope=seal(json.dumps(said)),
            written_at=at,
            expires_at=expires_at or at + PATIENCE,
        )
        deliver.defer(mail=str(mail.public_id))
    return mail
