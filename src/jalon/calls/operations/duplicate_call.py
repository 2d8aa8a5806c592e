from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.calls.events import CallDrafted
from jalon.calls.models import Call, CallVersion
from jalon.calls.queries.drafts import COPIED, OF_ITS_TIME
from jalon.calls.queries.readable import being_written, binding
from jalon.calls.rules import WRITE_CALL
from jalon.journal.record import record
from jalon.kernel.errors import Refused


class NothingToRepeat(Refused):
    """The call says nothing yet."""


@transaction.atomic
def duplicate_call(*, call: Call, title: str, by: Actor, at: datetime) -> Call:
    """Begin, in one's own body, a call that says what another one says, but for its dates.

    `call` is one that the actor may read. Raises NothingToRepeat, Denied.
    """
    WRITE_CALL.require(by, None)
    base = binding(call) or being_written(call)
    if base is None:
        raise NothingToRepeat(_("Cet appel n'a rien à reprendre."))
    copy = Call.objects.create(
        organisation_id=by.organisation_id,
        title=title,
        template=call.template,
        based_on=call,
        created_at=at,
    )
    values = {name: getattr(base, name) for name in COPIED if name not in OF_ITS_TIME}
    CallVersion.objects.create(call=copy, number=1, created_at=at, **values)
    record(
        CallDrafted(call_id=copy.pk, publisher_id=by.organisation_id, based_on_id=call.pk),
        by=by,
        at=at,
    )
    return copy
