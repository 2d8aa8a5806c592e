"""All the filed projects of a call, side by side: read in few statements, whatever their number.

Everything that a project says is read in its last filing, which is what is appraised.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from jalon.accounts.actor import Actor
from jalon.appraisal.models import Appraisal, Decision, Opinion, Review
from jalon.appraisal.queries.deciding import filed_in
from jalon.appraisal.queries.marking import Given, Retained, given_marks, retained, shown_to
from jalon.appraisal.states import ACTIVE, AppraisalState, OpinionState, ReviewState
from jalon.calls.eligibility.criteria import Verdict
from jalon.calls.models import Call, CallVersion
from jalon.projects.models import Correction, Filing, Funder, Project, Side


@dataclass(frozen=True)
class Alert:
    """Something to look at: its code, for the page to word."""

    code: str


@dataclass(frozen=True)
class Compared:
    """One project of the table. Money in cents; `carrier_cents` of `total_cents` is its share."""

    project: Project
    filing: Filing
    state: AppraisalState
    places: list[str]
    state_cents: int
    carrier_cents: int
    total_cents: int
    people: int | None
    zones: list[str]
    eligibility: Verdict
    retained: Retained | None
    reviews: list[Review]
    opinions: list[Opinion]
    decision: Decision | None
    alerts: list[Alert] = field(default_factory=list)

    @property
    def carrier_share(self) -> tuple[int, int]:
        """To sort by: exact, never rounded."""
        return (self.carrier_cents * 10_000 // (self.total_cents or 1), self.carrier_cents)

    @property
    def given(self) -> int:
        """How many readings are given."""
        return sum(one.state == ReviewState.GIVEN for one in self.reviews)


def compared(call: Call, version: CallVersion, actor: Actor, at: datetime) -> list[Compared]:
    """The rows of the table, in the order of filing."""
    projects = list(_projects(call))
    last = _last_filings(projects)
    shown = {one.pk: shown_to(actor, list(one.reviews.all())) for one in projects}
    marks: dict[int, list[Given]] = defaultdict(list)
    for one in given_marks(review for reviews in shown.values() for review in reviews):
        marks[one.review.project_id].append(one)
    rows = [
        _row(one, last[one.pk], retained(marks[one.pk], version), at)
        for one in projects
        if one.pk in last
    ]
    return sorted(rows, key=lambda row: (row.filing.filed_at, row.project.pk))


def _projects(call: Call) -> Iterable[Project]:
    reviews = Review.objects.select_related("reviewer", "assigned_by").order_by("place", "pk")
    opinions = Opinion.objects.select_related("organisation").order_by("pk")
    standing = Decision.objects.filter(replaced_at=None)
    return filed_in(call).select_related("carrier", "call").prefetch_related(
        "appraisal",
        Prefetch("reviews", reviews),
        Prefetch("opinions", opinions),
        Prefetch("decisions", standing),
        Prefetch("corrections", Correction.objects.filter(filing=None)),
    )  # fmt: skip


def _last_filings(projects: list[Project]) -> dict[int, Filing]:
    rows = Filing.objects.filter(project__in=projects).order_by("project_id", "-number")
    return {one.project_id: one for one in rows.distinct("project_id")}


def _row(project: Project, filing: Filing, found: Retained | None, at: datetime) -> Compared:
    content = filing.content
    brought: dict[str, int] = defaultdict(int)
    for line in content["lines"]:
        if line["side"] == Side.RESOURCE and not line["is_in_kind"]:
            brought[line["funder"]] += line["amount_cents"]
    decisions = list(project.decisions.all())
    row = Compared(
        project=project, filing=filing, state=_state(project),
        places=[one["name"] for one in content["perimeter"]],
        state_cents=brought[Funder.STATE], carrier_cents=brought[Funder.CARRIER],
        total_cents=sum(brought.values()), people=content["people"],
        zones=content["zonings_present"] or [],
        eligibility=_eligibility(filing), retained=found,
        reviews=list(project.reviews.all()),
        opinions=[one for one in project.opinions.all() if one.state != OpinionState.REPLACED],
        decision=decisions[0] if decisions else None,
    )  # fmt: skip
    row.alerts.extend(Alert(code) for code in _alerts(row, at))
    return row


def _eligibility(filing: Filing) -> Verdict:
    """What the criteria answered at the filing, all together: the worst of them."""
    found = {one["verdict"] for one in filing.eligibility["findings"]}
    worst = (Verdict.NOT_MET, Verdict.UNKNOWN)
    return next((one for one in worst if one.value in found), Verdict.MET)


def _state(project: Project) -> AppraisalState:
    appraisal: Any = getattr(project, "appraisal", None)
    return AppraisalState(appraisal.state if isinstance(appraisal, Appraisal) else "received")


def _alerts(row: Compared, at: datetime) -> Iterable[str]:
    today = at.astimezone(timezone.get_default_timezone()).date()
    if row.filing.is_late:
        yield "late"
    waiting = list(row.project.corrections.all())
    if any(one.until > at for one in waiting):
        yield "correcting"
    elif waiting:
        yield "uncorrected"
    if row.retained is not None and row.retained.is_gap_large and row.retained.readers < 3:
        yield "gap"
    active = [one for one in row.reviews if one.state in ACTIVE]
    if row.state == AppraisalState.ADMISSIBLE and len(active) < 2:
        yield "unread"
    if any(one.state != ReviewState.GIVEN and one.due_on < today for one in active):
        yield "review_late"
    asked = [one for one in row.opinions if one.state == OpinionState.ASKED]
    if any(one.due_on < today for one in asked):
        yield "opinion_late"
