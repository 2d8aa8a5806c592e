"""What is due, and when, in the dossiers that a reader may read: one page of it, and the counts."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Count, F, Q, QuerySet

from jalon.accounts.actor import Actor
from jalon.deadlines.models import Deadline, DeadlineState
from jalon.dossiers.models import Membership
from jalon.dossiers.queries.readable import readable

PAGE: Final = 50
SOON: Final = 7
LATER: Final = 15
# What a line of a deadline says, wherever it is read; `one`, `step`, `version` and `body`.
ROW: Final = """one.code, one.thread, one.occurrence, one.started_by, one.starts_on, one.due_on,
    one.restarts, one.is_longer, one.suspended_days, one.suspended_on, one.met_on, one.state,
    one.responsible, one.need, step.label, step.time, step.position, step.delay, step.unit,
    step.longer_delay, step.longer_unit, step.source, step.ends_with, version.title, version.number,
    coalesce(nullif(body.short_name, ''), body.name) AS body"""
WHEN: Final = ("late", "week", "fortnight", "others")


@dataclass(frozen=True)
class Filters:
    """`when`: one of WHEN ("others": somebody else is waited for), "" for all within 15 days."""

    when: str = ""
    step: str = ""
    mine: bool = False


def running(actor: Actor, filters: Filters) -> QuerySet[Deadline]:
    """The deadlines that run, in open dossiers that the reader may read, the first one due first.

    `mine` keeps the dossiers where the reader has a seat of their own.
    """
    dossiers = readable(actor).filter(closed_at=None)
    if filters.mine:
        seats = Membership.objects.in_force(actor.today).filter(affiliation=actor.affiliation_id)
        dossiers = dossiers.filter(pk__in=seats.values("dossier"))
    found = Deadline.objects.filter(dossier__in=dossiers.values("pk"), state=DeadlineState.RUNNING)
    if filters.step:
        found = found.filter(code=filters.step)
    return found


def on_time(when: str, actor: Actor) -> Q:
    """Which deadlines a choice of the page keeps."""
    today = actor.today
    ours = Q(organisation=actor.organisation_id)
    match when:
        case "late":
            return ours & Q(due_on__lt=today)
        case "week":
            return ours & Q(due_on__gte=today, due_on__lte=today + timedelta(days=SOON))
        case "fortnight":
            return ours & Q(
                due_on__gt=today + timedelta(days=SOON), due_on__lte=today + timedelta(days=LATER)
            )
        case "others":
            return (~ours | Q(organisation=None)) & Q(due_on__lte=today + timedelta(days=LATER))
        case _:
            return Q(due_on__lte=today + timedelta(days=LATER))


def counts(actor: Actor, filters: Filters = Filters()) -> dict[str, int]:
    """How many are late, due within 7 days, within 15, and waiting for somebody else."""
    few = running(actor, filters)
    return few.aggregate(**{when: Count("pk", filter=on_time(when, actor)) for when in WHEN})


def page(
    actor: Actor, filters: Filters, *, after: tuple[date, int] | None = None, size: int = PAGE
) -> tuple[list[Deadline], tuple[date, int] | None]:
    """One page, in order of their days, and the key of the page that follows."""
    rows = running(actor, filters).filter(on_time(filters.when, actor))
    if after is not None:
        day, number = after
        rows = rows.filter(Q(due_on__gt=day) | Q(due_on=day, pk__gt=number))
    shown = rows.select_related("dossier__person", "step__strategy", "organisation")
    found = list(shown.order_by("due_on", "pk")[: size + 1])
    items = found[:size]
    more = (items[-1].due_on, items[-1].pk) if len(found) > size else None
    return items, more


def as_row(one: Deadline) -> dict[str, Any]:
    """The same names as `ROW`, of a deadline read by the models."""
    step = one.step
    own = {name: getattr(one, name) for name in OWN}
    of_step = {name: getattr(step, name) for name in OF_STEP}
    version = {"title": step.strategy.title, "number": step.strategy.number}
    return own | of_step | version | {"body": str(one.organisation or "")}


OWN: Final = (
    "code", "thread", "occurrence", "started_by", "starts_on", "due_on", "restarts", "is_longer",
    "suspended_days", "suspended_on", "met_on", "state", "responsible", "need",
)  # fmt: skip
OF_STEP: Final = (
    "label", "time", "position", "delay", "unit", "longer_delay", "longer_unit", "source",
    "ends_with",
)  # fmt: skip


def steps(actor: Actor, filters: Filters) -> list[tuple[str, str]]:
    """(code, label) of the steps that are due somewhere, to choose one."""
    rows = running(actor, filters).values("code").annotate(label=F("step__label"))
    return sorted({row["code"]: row["label"] for row in rows.distinct()}.items())
