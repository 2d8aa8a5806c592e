"""What the keeper does: compute a territory's deadlines again once another version binds.

In batches, each a transaction of its own; interrupted, it goes on where it stopped.
"""

import time
from datetime import datetime
from typing import Final

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from jalon.deadlines.bulk.projection import BATCH, refresh
from jalon.deadlines.models import Recomputation
from jalon.dossiers.models import Dossier
from jalon.strategies.models import Strategy
from jalon.territories.zones import local_day

LOCK: Final = "SELECT pg_try_advisory_xact_lock(hashtextextended('jalon/clocks', 0))"
LONGEST: Final = 20.0  # seconds; then the keeper looks at its other tasks


def wind(at: datetime, *, longest: float = LONGEST, batch: int = BATCH) -> int:
    """Go on with what a newly binding version changes; how many dossiers were done."""
    until, done = time.monotonic() + longest, 0
    for strategy in waiting(at):
        while (step := _batch(strategy, at, batch)) and time.monotonic() < until:
            done += step
        if time.monotonic() >= until:
            break
    return done


def waiting(at: datetime) -> "QuerySet[Strategy]":
    """The versions that bind, and whose dossiers have not all been computed again."""
    day = local_day(at)
    not_done = Q(recomputation=None) | Q(recomputation__finished_at=None)
    not_over = Q(valid_until=None) | Q(valid_until__gt=day)
    binding = Strategy.objects.binding().filter(not_over, not_done, valid_from__lte=day)
    return binding.order_by("valid_from", "pk")


def concerned(strategy: Strategy) -> "QuerySet[Dossier]":
    """The dossiers whose référent's organisation is within the territory of a version."""
    dossiers = Dossier.objects.filter(archived_at=None)
    if strategy.territory_id is None:
        return dossiers
    place, inside = "referent__organisation__territory", Q()
    for holder in ("", "__epci", "__department", "__region"):
        inside |= Q(**{f"{place}{holder}": strategy.territory_id})
    return dossiers.filter(inside)


@transaction.atomic
def _batch(strategy: Strategy, at: datetime, size: int) -> int:
    """The next dossiers of this version; 0 when there are none left, or somebody else is at it."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK)
        [(is_ours,)] = cursor.fetchall()
    if not is_ours:
        return 0
    dossiers = concerned(strategy)
    known = Recomputation.objects.filter(strategy=strategy).first()
    progress = known or Recomputation.objects.create(
        strategy=strategy, started_at=at, total=dossiers.count()
    )
    few = dossiers.filter(pk__gt=progress.last_dossier).order_by("pk")
    numbers = list(few.values_list("pk", flat=True)[:size])
    if numbers:
        progress.moved += refresh(numbers, at=at)
        progress.done, progress.last_dossier = progress.done + len(numbers), numbers[-1]
    else:
        progress.finished_at = at
    progress.save()
    return len(numbers)
