"""The desk of agreements: one row for each selected project, what waits for the reader first."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from jalon.accounts.actor import Actor
from jalon.appraisal.models import Decision, Outcome
from jalon.grants.models import Agreement, AgreementVersion, Payment, Report
from jalon.grants.states import (
    RUNNING,
    WAITS_FOR_THE_STATE,
    AgreementState,
    PaymentState,
    ReportState,
)
from jalon.projects.models import Project
from jalon.projects.queries.readable import readable as readable_projects
from jalon.projects.states import ProjectState

MOST = 200


@dataclass
class Followed:
    """A selected project; `agreement` None when nothing is drafted yet; `late`: its reports."""

    project: Project
    granted_cents: int
    agreement: Agreement | None
    running: AgreementVersion | None
    to_certify: int = 0
    to_pay: int = 0
    to_accept: int = 0
    late: int = 0
    paid_cents: int = 0

    @property
    def is_mine(self) -> bool:
        """Whether the State has something to do."""
        if self.agreement is None or self.to_certify or self.to_pay or self.to_accept:
            return True
        return self.running is not None and self.running.state in WAITS_FOR_THE_STATE

    @property
    def rank(self) -> int:
        """What waits first, then what is late or on its way, then what lives, then what is over."""
        over = (AgreementState.CLOSED, AgreementState.ENDED)
        if self.is_mine:
            return 0
        if self.late or self.running is not None:
            return 1
        return 3 if self.agreement and self.agreement.state in over else 2


def followed(actor: Actor) -> list[Followed]:
    """The selected projects of the calls of one's body, what waits first."""
    received = readable_projects(actor).filter(
        call__organisation_id=actor.organisation_id, state=ProjectState.FILED
    )
    decided = Decision.objects.filter(
        project__in=received.values("pk"), outcome=Outcome.SELECTED, announcement__isnull=False
    ).select_related("project__call__organisation", "project__carrier", "project__agreement")
    rows = list(decided.order_by("-pk")[:MOST])
    known = {one.project_id: getattr(one.project, "agreement", None) for one in rows}
    texts = AgreementVersion.objects.filter(
        agreement__in=[one for one in known.values() if one], state__in=RUNNING
    ).only("agreement_id", "number", "state")
    running = {one.agreement_id: one for one in texts}
    counts = _counts([one for one in known.values() if one], actor.today)
    found = []
    for one in rows:
        agreement = known[one.project_id]
        text = running.get(agreement.pk) if agreement else None
        own = counts.get(agreement.pk, {}) if agreement else {}
        found.append(Followed(one.project, one.amount_cents or 0, agreement, text, **own))
    return sorted(found, key=lambda row: row.rank)


def _counts(agreements: list[Agreement], today: date) -> dict[int, dict[str, int]]:
    """What waits in the payments and the reports of each, and what was paid: two statements."""
    payments: Any = Payment.objects.filter(agreement__in=agreements).values("agreement_id")
    given, late = Q(state=ReportState.GIVEN), Q(state=ReportState.DUE, due_on__lt=today)
    reports: Any = Report.objects.filter(given | late, agreement__in=agreements)
    found: dict[int, dict[str, int]] = {}
    for row in payments.annotate(
        to_certify=Count("pk", filter=Q(state=PaymentState.ASKED)),
        to_pay=Count("pk", filter=Q(state=PaymentState.CERTIFIED)),
        paid_cents=Coalesce(Sum("certified_cents", filter=Q(state=PaymentState.PAID)), 0),
    ):
        found[row.pop("agreement_id")] = row
    for row in reports.values("agreement_id").annotate(
        to_accept=Count("pk", filter=given), late=Count("pk", filter=late)
    ):
        found.setdefault(row.pop("agreement_id"), {}).update(row)
    return found
