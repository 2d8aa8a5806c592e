"""What the data-protection officer sees of the end of dossiers: numbers, orders and proofs."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.db.models import QuerySet

from jalon.accounts.actor import Actor
from jalon.accounts.models import Organisation
from jalon.directory.rules import protects_the_data
from jalon.retention.models import Destruction, Figure, Foreseen, Order, What
from jalon.retention.rules import READ_RETENTION

PUBLISHED_FROM: Final = 11  # smaller groups could name somebody
SHOWN: Final = 50


@dataclass
class Outlook:
    """One organisation: what it leads today, and what ends, month by month."""

    organisation: Organisation
    active: int = 0
    archived: int = 0
    to_come: list[tuple[date, What, int]] = field(default_factory=list)

    def soon(self, what: What) -> tuple[date, int] | None:
        """The nearest month in which something of that kind ends, and how many."""
        ends = [(month, count) for month, kind, count in self.to_come if kind == what]
        return min(ends) if ends else None

    @property
    def next_archive(self) -> tuple[date, int] | None:
        return self.soon(What.TO_ARCHIVE)

    @property
    def next_destruction(self) -> tuple[date, int] | None:
        return self.soon(What.TO_DESTROY)

    @property
    def never_supported(self) -> int:
        return sum(count for _month, kind, count in self.to_come if kind == What.NEVER_SUPPORTED)


@dataclass(frozen=True)
class Forecast:
    """The last forecast: the day it was made, None before the first, and one line per body."""

    made_on: date | None
    outlooks: list[Outlook]


def forecast(actor: Actor) -> Forecast:
    """What the background process last foresaw; two statements."""
    rows = list(Foreseen.objects.order_by("organisation_id", "month_from", "what"))
    bodies = Organisation.objects.in_bulk({row.organisation_id for row in rows})
    found: dict[int, Outlook] = {}
    for row in rows:
        one = found.setdefault(row.organisation_id, Outlook(bodies[row.organisation_id]))
        if row.month_from is not None:
            one.to_come.append((row.month_from, What(row.what), row.count))
        elif row.what == What.ARCHIVED:
            one.archived = row.count
        else:
            one.active = row.count
    outlooks = sorted(found.values(), key=lambda one: (one.organisation.name, one.organisation.pk))
    return Forecast(rows[0].made_on if rows else None, outlooks)


def orders(actor: Actor) -> QuerySet[Order]:
    """The orders the actor may read, newest first: all of them at the operator, else their own."""
    allowed = READ_RETENTION.allows(actor, None)
    found = Order.objects.all() if allowed else Order.objects.none()
    if not protects_the_data.holds(actor, None):
        found = found.filter(given_by__organisation_id=actor.organisation_id)
    return found.order_by("-given_at", "-pk")


def proofs(actor: Actor) -> QuerySet[Destruction]:
    """The proofs of destruction the actor may read, newest first."""
    allowed = READ_RETENTION.allows(actor, None)
    return (Destruction.objects.all() if allowed else Destruction.objects.none()).order_by(
        "-number"
    )


def figures(actor: Actor) -> list[tuple[int, int]]:
    """(year, dossiers destroyed), without the years when there were too few."""
    years: dict[int, int] = defaultdict(int)
    for year, count in Figure.objects.values_list("destroyed_year", "count"):
        years[year] += count
    return [(year, count) for year, count in sorted(years.items()) if count >= PUBLISHED_FROM]
