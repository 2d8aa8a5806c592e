from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.calls.events import CallAmended
from jalon.calls.models import Call, CallVersion
from jalon.calls.queries.drafts import COPIED
from jalon.calls.queries.readable import binding
from jalon.calls.rules import WRITE_CALL
from jalon.calls.states import after
from jalon.journal.record import record
from jalon.kernel.errors import Refused


class AlreadyBeingAmended(Refused):
    """One version is written at a time, so that everybody looks at the same."""


@transaction.atomic
def amend_call(*, call: Call, by: Actor, at: datetime) -> CallVersion:
    """Begin the next version of a published call, from the one that binds.

    Nothing changes for anybody before it is published. Raises AlreadyBeingAmended,
    NotFromThisState, Denied.
    """
    WRITE_CALL.require(by, call)
    after(call.state, "amend")
    base = binding(call)
    values = {name: getattr(base, name) for name in COPIED}
    number = base.number + 1 if base else 1
    try:
        with transaction.atomic():
            draft = CallVersion.objects.create(call=call, number=number, created_at=at, **values)
    except IntegrityError as error:
        raise AlreadyBeingAmended(
            _("Une nouvelle version est déjà en préparation : reprenez-la.")
        ) from error
    record(
        CallAmended(call_id=call.pk, publisher_id=call.organisation_id, version=number),
        by=by,
        at=at,
    )
    return draft
