from datetime import datetime
from typing import Final

from django.db import connection, transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.vigilance.events import StopLifted
from jalon.vigilance.models import Alert, Decision, Standing
from jalon.vigilance.rules import LIFT_STOP, watches_over_all
from jalon.wording import guard
from jalon.wording.guard import Insistence

FIELD: Final = "alert.reason"


class AlreadyLifted(Refused):
    """The alert was settled, and nothing is stopped any more."""


class StoppedElsewhere(Refused):
    """The account is stopped for what it did in another body, which answers for that."""


@transaction.atomic
def lift_stop(
    *, alert: Alert, reason: str, by: Actor, at: datetime, insistence: Insistence = guard.NONE
) -> Alert:
    """Let an account read again, and its count start again at nothing; `reason` is kept.

    What was read stays on record. Raises AlreadyLifted, StoppedElsewhere, WordsToReview, Denied.
    """
    LIFT_STOP.require(by, alert)
    if not watches_over_all.holds(by, alert) and _is_stopped_elsewhere(alert):
        raise StoppedElsewhere(
            _("Ce compte est suspendu par un autre organisme : c’est à lui de lever la suspension.")
        )

    insisted = guard.review({FIELD: reason}, insistence=insistence)
    alert = Alert.objects.select_for_update().get(pk=alert.pk)
    if alert.decision == Decision.LIFTED:
        raise AlreadyLifted(_("Cette suspension est déjà levée."))
    Standing.objects.filter(user_id=alert.user_id).update(
        stopped_at=None, doubted_at=None, wait_until=None
    )
    with connection.cursor() as cursor:  # who may decide does not read whom the account was shown
        cursor.execute("SELECT jalon_forget_sightings(%s)", [alert.user_id])
    alert.decision, alert.decided_at = Decision.LIFTED, at
    alert.decided_by_id, alert.reason = by.affiliation_id, reason
    alert.insisted_for = insistence.reason.strip() if insisted else ""
    alert.save(update_fields=["decision", "decided_at", "decided_by", "reason", "insisted_for"])

    fact = StopLifted(
        alert_id=alert.pk,
        user_id=alert.user_id,
        organisation_id=alert.organisation_id,
        classes=insisted,
    )
    record(fact, by=by, at=at)
    return alert


def _is_stopped_elsewhere(alert: Alert) -> bool:
    """The alerts of other bodies are not read here: the database answers yes or no."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT jalon_stopped_elsewhere(%s, %s)", [alert.user_id, alert.organisation_id]
        )
        return bool(cursor.fetchone()[0])
