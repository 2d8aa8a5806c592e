from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from jalon.accounts.actor import Actor
from jalon.calls.models import Call
from jalon.calls.queries.readable import binding
from jalon.calls.states import CallState
from jalon.journal.record import record
from jalon.parameters.queries import integer
from jalon.projects.events import DraftReminded
from jalon.projects.models import Project, Reminder
from jalon.projects.states import ProjectState
from jalon.projects.telling import tell_deadline

MOMENTS = ("call.first_reminder_hours", "call.second_reminder_hours", "call.last_reminder_hours")
TOGETHER = 200


@transaction.atomic
def remind_drafts(*, by: Actor | None, at: datetime) -> int:
    """Tell those who write a draft that its call closes soon: once for each moment, and closing.

    A process that was stopped tells the nearest moment alone; a draft begun since is not told.
    """
    count = 0
    for call in Call.objects.filter(state=CallState.PUBLISHED).order_by("pk"):
        version = binding(call)
        closes_at = version.closes_at if version else None
        hours = _moment(closes_at, at) if closes_at else None
        if closes_at is None or hours is None:
            continue
        for project in _silent(call, closes_at, hours):
            Reminder.objects.create(project=project, closes_at=closes_at, hours=hours, sent_at=at)
            tell_deadline(project, hours, closes_at, at=at)
            fact = DraftReminded(project_id=project.pk, carrier_id=project.carrier_id, hours=hours)
            record(fact, by=by, at=at)
            count += 1
    return count


def _moment(closes_at: datetime, at: datetime) -> int | None:
    """The nearest moment that has come, in hours before the closing; None before the first."""
    known = [integer(key, on=at.date()) for key in MOMENTS]
    come = [hours for hours in known if at >= closes_at - timedelta(hours=hours)]
    return min(come) if come and at < closes_at else None


def _silent(call: Call, closes_at: datetime, hours: int) -> list[Project]:
    told = Reminder.objects.filter(project=OuterRef("pk"), closes_at=closes_at, hours=hours)
    drafts = Project.objects.select_for_update(of=("self",), skip_locked=True).filter(
        ~Exists(told),
        call=call,
        state=ProjectState.DRAFT,
        opened_at__lt=closes_at - timedelta(hours=hours),
    )
    return list(drafts.select_related("call", "opened_by__user").order_by("pk")[:TOGETHER])
