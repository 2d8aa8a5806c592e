from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.calls.events import CallDrafted
from jalon.calls.loading import content_of, figures_on, templates_on
from jalon.calls.models import Call, CallVersion
from jalon.calls.rules import WRITE_CALL
from jalon.journal.record import record
from jalon.kernel.errors import Refused


class NoSuchTemplate(Refused):
    """The model asked for is not, or was not yet, in force that day."""


@transaction.atomic
def draft_call(*, title: str, template: str = "", by: Actor, at: datetime) -> Call:
    """Begin a call of one's own body, from a model in force today or from nothing ("").

    Raises NoSuchTemplate, Denied.
    """
    WRITE_CALL.require(by, None)
    known = templates_on(by.today)
    if template and template not in known:
        raise NoSuchTemplate(_("Ce modèle d'appel n'existe pas encore à cette date."))
    call = Call.objects.create(
        organisation_id=by.organisation_id, title=title, template=template, created_at=at
    )
    started = known.get(template)
    values = {**content_of(started), **figures_on(started, by.today)} if started else {}
    CallVersion.objects.create(call=call, number=1, created_at=at, **values)
    record(
        CallDrafted(call_id=call.pk, publisher_id=by.organisation_id, based_on_id=None),
        by=by,
        at=at,
    )
    return call
