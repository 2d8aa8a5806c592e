"""What a text that enters in force does to the payments and the reports of its agreement.

What has begun stays as it is: the schedule of an amendment says it again. The rest is planned anew.
"""

from datetime import date, timedelta

from jalon.grants.content import Foreseen, reports, schedule
from jalon.grants.models import Agreement, AgreementVersion, Payment, Report
from jalon.grants.states import PaymentState, ReportState
from jalon.kernel.months import months_after


def begun_payments(agreement: Agreement) -> list[Foreseen]:
    """The payments that were asked already: an amendment cannot change them."""
    still = (PaymentState.PLANNED, PaymentState.CANCELLED)
    rows = agreement.payments.exclude(state__in=still).order_by("due_on", "pk")
    return [Foreseen(one.kind, one.cents, one.due_on, one.condition) for one in rows]


def begun_reports(agreement: Agreement) -> list[date]:
    """The due days of the reports that were given already."""
    still = (ReportState.DUE, ReportState.CANCELLED)
    return list(agreement.reports.exclude(state__in=still).values_list("due_on", flat=True))


def plan_anew(version: AgreementVersion, *, delay: int) -> None:
    """Plan the payments and the reports of a text just signed.

    `delay`: months between the end of a period and the day that its report is due.
    """
    agreement = version.agreement
    agreement.payments.filter(state=PaymentState.PLANNED).update(state=PaymentState.CANCELLED)
    agreement.reports.filter(state=ReportState.DUE).update(state=ReportState.CANCELLED)
    kept = begun_payments(agreement)
    for one in schedule(version.schedule):
        if one in kept:
            kept.remove(one)
        else:
            Payment.objects.create(
                agreement=agreement, kind=one.kind, cents=one.cents, due_on=one.due_on,
                condition=one.condition,
            )  # fmt: skip
    known, since = begun_reports(agreement), version.starts_on
    for due_on in reports(version.reports):
        until = max(since, min(version.ends_on, _end_of_period(due_on, delay)))
        if due_on not in known:
            Report.objects.create(
                agreement=agreement, period_from=since, period_until=until, due_on=due_on
            )
        since = until + timedelta(days=1)


def _end_of_period(due_on: date, delay: int) -> date:
    """The last day whose report is due that day: 31 December, of 28 February and two months."""
    day = months_after(due_on, -delay)
    while months_after(day + timedelta(days=1), delay) <= due_on:
        day += timedelta(days=1)
    return day


def cancel_what_is_planned(agreement: Agreement) -> None:
    """Ended, nothing more is paid; what was given stays."""
    waiting = (PaymentState.PLANNED, PaymentState.RETURNED)
    agreement.payments.filter(state__in=waiting).update(state=PaymentState.CANCELLED)
    agreement.reports.filter(state=ReportState.DUE).update(state=ReportState.CANCELLED)
