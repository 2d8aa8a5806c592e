from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from jalon.accounts.actor import Actor
from jalon.grants.events import ReportReminded
from jalon.grants.models import Report, ReportReminder
from jalon.grants.states import AgreementState, ReportState
from jalon.grants.telling import tell_report_due
from jalon.journal.record import record
from jalon.parameters.queries import integer
from jalon.projects.states import ProjectState

MOMENTS = ("grant.first_reminder_days", "grant.last_reminder_days")
TOGETHER = 200


@transaction.atomic
def remind_reports(*, by: Actor | None, at: datetime) -> int:
    """Tell a carrier that a report will be due, then that it is late: once for each moment.

    A process that was stopped tells the nearest moment alone. How many were told.
    """
    today = at.astimezone(timezone.get_default_timezone()).date()
    told = 0
    for report, days in _untold(today)[:TOGETHER]:
        agreement = report.agreement
        ReportReminder.objects.create(
            agreement=agreement, due_on=report.due_on, days=days, sent_at=at
        )
        tell_report_due(report, is_late=days < 0, at=at)
        fact = ReportReminded(
            project_id=agreement.project_id, caller_id=agreement.project.call.organisation_id,
            agreement_id=agreement.pk, report_id=report.pk, days=days,
        )  # fmt: skip
        record(fact, by=by, at=at)
        told += 1
    return told


def _untold(today: date) -> list[tuple[Report, int]]:
    """The reports whose nearest moment was not told, each with that moment."""
    before = [integer(key, on=today) for key in MOMENTS]
    every = integer("grant.late_reminder_days", on=today)
    awaited = Report.objects.filter(
        state=ReportState.DUE, due_on__lte=today + timedelta(days=max(before)),
        agreement__state=AgreementState.IN_FORCE, agreement__project__state=ProjectState.FILED,
    )  # fmt: skip
    locked = awaited.select_for_update(of=("self",), skip_locked=True)
    rows = list(locked.select_related("agreement__project__call").order_by("due_on", "pk"))
    known = ReportReminder.objects.filter(agreement__in=[one.agreement_id for one in rows])
    told = set(known.values_list("agreement_id", "due_on", "days"))
    found = [(one, _moment(one.due_on, today, before, every)) for one in rows]
    return [(one, day) for one, day in found if (one.agreement_id, one.due_on, day) not in told]


def _moment(due_on: date, today: date, before: list[int], every: int) -> int:
    """The nearest moment that has come, in days before the due day; below zero, after it."""
    left = (due_on - today).days
    if left < 0:
        return -1 - (-left - 1) // every * every
    return min(days for days in before if left <= days)
