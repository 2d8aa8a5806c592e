from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.calls.events import CallCancelled
from jalon.calls.models import Call
from jalon.calls.rules import CANCEL_CALL
from jalon.calls.states import after
from jalon.calls.telling import tell_followers
from jalon.journal.record import record


@transaction.atomic
def cancel_call(*, call: Call, reason: str, by: Actor, at: datetime) -> Call:
    """Withdraw a published call, with a reason that everybody reads; who follows it is told.

    It stays readable. Raises NotFromThisState, Denied.
    """
    CANCEL_CALL.require(by, call)
    locked = Call.objects.select_for_update().get(pk=call.pk)
    locked.state = after(locked.state, "cancel")
    locked.cancelled_at, locked.cancel_reason = at, reason
    locked.save(update_fields=["state", "cancelled_at", "cancel_reason"])
    record(CallCancelled(call_id=locked.pk), by=by, at=at)
    tell_followers(locked, said=_("L'appel est annulé : %s") % reason, at=at)
    return locked
