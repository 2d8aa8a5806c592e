from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.appraisal.events import AnnouncementPlanned
from jalon.appraisal.models import Announcement, AnnouncementPlan
from jalon.appraisal.rules import PLAN_ANNOUNCEMENT
from jalon.appraisal.turns import call_in_turn
from jalon.calls.models import Call
from jalon.journal.record import record
from jalon.kernel.errors import Refused


class AlreadyAnnounced(Refused):
    """What has been announced has no day to come."""


@transaction.atomic
def plan_announcement(*, call: Call, on: date, by: Actor, at: datetime) -> AnnouncementPlan:
    """Say to everybody the day of the results, or move it; it binds nobody to anything.

    Raises AlreadyAnnounced, Denied.
    """
    PLAN_ANNOUNCEMENT.require(by, call)
    call_in_turn(call)
    if Announcement.objects.filter(call=call).exists():
        raise AlreadyAnnounced(_("Les résultats sont déjà annoncés."))
    said = {"planned_on": on, "planned_by_id": by.affiliation_id, "planned_at": at}
    plan, _is_new = AnnouncementPlan.objects.update_or_create(call=call, defaults=said)
    record(AnnouncementPlanned(call_id=call.pk, planned_on=on), by=by, at=at)
    return plan
