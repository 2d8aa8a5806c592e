from collections.abc import Collection
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor, PersonActor
from jalon.dossiers.models import Dossier
from jalon.dossiers.operations import override_caution
from jalon.exchanges.events import MessageSent
from jalon.exchanges.models import Message
from jalon.exchanges.rules import SEND_MESSAGE
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.wording import guard
from jalon.wording.guard import Insistence

FIELD: Final = "message.body"


class EmptyMessage(Refused):
    """There is nothing in it."""


@transaction.atomic
def send_message(
    *,
    dossier: Dossier,
    body: str,
    by: Actor | PersonActor,
    at: datetime,
    seen: Collection[int] = (),
    insistence: Insistence = guard.NONE,
) -> Message:
    """Write a few words to the other side; what it wrote that one has `seen` is thereby read.

    The person writes what she likes, but for numbers that must not be kept. Raises EmptyMessage,
    WordsToReview, Denied.
    """
    SEND_MESSAGE.require(by, dossier)
    if not body.strip():
        raise EmptyMessage(_("Écrivez quelques mots."))
    insisted = _reviewed(body, by, insistence)
    is_person = isinstance(by, PersonActor)
    waiting = dossier.messages.filter(pk__in=seen, read_at=None, author__isnull=not is_person)
    waiting.update(read_at=at, read_by=by.affiliation_id)
    message = Message.objects.create(
        dossier=dossier,
        author_id=by.affiliation_id,
        body=body.strip(),
        sent_at=at,
    )
    side = "person" if is_person else "body"
    fact = MessageSent(dossier_id=dossier.pk, message_id=message.pk, role=side)
    record(fact, by=by, at=at)
    if insisted and isinstance(by, Actor):
        override_caution(
            dossier=dossier, field=FIELD, classes=insisted, reason=insistence.reason, by=by, at=at
        )
    return message


def _reviewed(body: str, by: Actor | PersonActor, insistence: Insistence) -> tuple[str, ...]:
    if isinstance(by, Actor):
        return guard.review({FIELD: body}, insistence=insistence)
    guard.review_own({FIELD: body})
    return ()
