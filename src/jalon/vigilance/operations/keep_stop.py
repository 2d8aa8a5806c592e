from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.vigilance.events import StopMaintained
from jalon.vigilance.models import Alert, Decision, Standing
from jalon.vigilance.rules import KEEP_STOP
from jalon.wording import guard
from jalon.wording.guard import Insistence

FIELD: Final = "alert.reason"


class AlreadyDecided(Refused):
    """Somebody decided about this alert."""


@transaction.atomic
def keep_stop(
    *, alert: Alert, reason: str, by: Actor, at: datetime, insistence: Insistence = guard.NONE
) -> Alert:
    """Keep an account from reading, until somebody lifts it; an account in doubt is stopped too.

    Raises AlreadyDecided, WordsToReview, Denied.
    """
    KEEP_STOP.require(by, alert)

    insisted = guard.review({FIELD: reason}, insistence=insistence)
    alert = Alert.objects.select_for_update().get(pk=alert.pk)
    if alert.decision:
        raise AlreadyDecided(_("Quelqu’un a déjà décidé."))
    Standing.objects.update_or_create(
        user_id=alert.user_id, defaults={"stopped_at": at}, create_defaults={"stopped_at": at}
    )
    alert.decision, alert.decided_at = Decision.KEPT, at
    alert.decided_by_id, alert.reason = by.affiliation_id, reason
    alert.insisted_for = insistence.reason.strip() if insisted else ""
    alert.save(update_fields=["decision", "decided_at", "decided_by", "reason", "insisted_for"])

    fact = StopMaintained(
        alert_id=alert.pk,
        user_id=alert.user_id,
        organisation_id=alert.organisation_id,
        classes=insisted,
    )
    record(fact, by=by, at=at)
    return alert
