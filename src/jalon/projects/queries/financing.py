"""The financing plan: totals, rates, and how much the State can still pay. Whole cents only.

What is in kind is added apart: it counts neither in what is spent nor in what is brought.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from jalon.calls.models import CallVersion
from jalon.projects.models import Funder, Line, Side

MYRIAD: Final = 10_000
Key = tuple[str, str]  # a post or a funder, and the name of the member or ""


@dataclass
class Row:
    """One post, or one funder, over the years."""

    key: Key
    by_year: dict[int, int] = field(default_factory=dict)
    cents: int = 0

    def add(self, year: int, cents: int) -> None:
        self.by_year[year] = self.by_year.get(year, 0) + cents
        self.cents += cents


@dataclass
class Table:
    """One side of the plan: a row for each post or funder, and the totals of the years."""

    rows: dict[Key, Row] = field(default_factory=dict)
    total: Row = field(default_factory=lambda: Row(("", "")))

    def add(self, key: Key, year: int, cents: int) -> None:
        self.rows.setdefault(key, Row(key)).add(year, cents)
        self.total.add(year, cents)


@dataclass
class Plan:
    """The whole plan: `spending`, `resources`, and both sides of what is brought in kind."""

    spending: Table = field(default_factory=Table)
    resources: Table = field(default_factory=Table)
    in_kind: Table = field(default_factory=Table)

    @property
    def years(self) -> list[int]:
        tables = (self.spending, self.resources, self.in_kind)
        return sorted({year for one in tables for year in one.total.by_year})

    @property
    def total_cents(self) -> int:
        return self.resources.total.cents

    @property
    def missing_cents(self) -> int:
        """What is spent and nobody brings yet; negative when too much is brought."""
        return self.spending.total.cents - self.resources.total.cents

    def of_funder(self, funder: str) -> int:
        return sum(row.cents for key, row in self.resources.rows.items() if key[0] == funder)

    @property
    def state_cents(self) -> int:
        return self.of_funder(Funder.STATE)

    @property
    def carrier_cents(self) -> int:
        return self.of_funder(Funder.CARRIER)


@dataclass(frozen=True)
class Room:
    """What the State can still pay, or pays too much when negative, and which rule says so."""

    cents: int
    limit: str  # "most" (its ceiling) or "rate" (the carrier's share)


def plan_of(lines: Iterable[Line]) -> Plan:
    """The plan that these lines make."""
    found = Plan()
    for one in lines:
        member = one.member.name if one.member else ""
        is_spent = one.side == Side.SPENDING
        key = (one.post if is_spent else one.funder, "" if is_spent else member)
        table = found.spending if is_spent else found.resources
        table = found.in_kind if one.is_in_kind else table
        table.add(key, one.year, one.amount_cents)
    return found


def rate(part: int, whole: int) -> int | None:
    """`part` of `whole` in ten-thousandths, cut and never rounded up; None of nothing."""
    return part * MYRIAD // whole if whole else None


def reaches(part: int, whole: int, least: int) -> bool:
    """Whether `part` is at least `least` ten-thousandths of `whole`, to the cent."""
    return part * MYRIAD >= least * whole


def room_for_the_state(
    plan: Plan, *, most_cents: int | None, carrier_rate: int | None
) -> Room | None:
    """How much more the State may pay, the other amounts being what they are; None: no limit.

    With the carrier bringing C of a total T, its share allows T up to C ÷ rate.
    """
    limits = []
    if most_cents is not None:
        limits.append(Room(most_cents - plan.state_cents, "most"))
    if carrier_rate:
        widest = plan.carrier_cents * MYRIAD // carrier_rate
        limits.append(Room(widest - plan.total_cents, "rate"))
    return min(limits, key=lambda one: one.cents, default=None)


def room_in(plan: Plan, version: CallVersion) -> Room | None:
    """The same under a version of the call."""
    return room_for_the_state(
        plan, most_cents=version.state_most_cents, carrier_rate=version.carrier_least_rate
    )
