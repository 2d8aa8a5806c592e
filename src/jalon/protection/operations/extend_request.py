from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.dossiers.operations import override_caution
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.protection.events import RequestExtended
from jalon.protection.models import DataRequest
from jalon.protection.queries.closing import lock_open, require_words
from jalon.protection.queries.deadlines import extended_due
from jalon.protection.rules import EXTEND_REQUEST
from jalon.wording import guard
from jalon.wording.guard import Insistence

FIELD: Final = "data_request.reason"


class AlreadyExtended(Refused):
    """The law gives more time once, and only before the first deadline has passed."""


@transaction.atomic
def extend_request(
    *,
    request: DataRequest,
    reason: str,
    by: Actor,
    at: datetime,
    insistence: Insistence = guard.NONE,
) -> DataRequest:
    """Take the longer delay, once, with a reason told within the first one (RGPD, art. 12, 3).

    Raises AlreadyExtended, AlreadyClosed, AnswerMissing.
    """
    EXTEND_REQUEST.require(by, request)
    reason = require_words(reason)
    insisted = guard.review({FIELD: reason}, insistence=insistence)

    request = lock_open(request)
    if request.extended_at:
        raise AlreadyExtended(_("Le délai a déjà été prolongé une fois : répondez maintenant."))
    if request.due_on < by.today:
        raise AlreadyExtended(_("Le délai est passé : il ne peut plus être prolongé."))
    received_on = request.received_at.astimezone(timezone.get_default_timezone()).date()
    request.due_on = extended_due(received_on)
    request.extended_at, request.extension_reason = at, reason
    request.save(update_fields=["due_on", "extended_at", "extension_reason"])

    record(RequestExtended(request_id=request.pk), by=by, at=at)
    if insisted:
        override_caution(
            dossier=request.dossier, field=FIELD, classes=insisted, reason=insistence.reason,
            by=by, at=at,
        )  # fmt: skip
    return request
