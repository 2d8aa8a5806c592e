"""The national default strategy, from its dated files to the database. Twice changes nothing."""

import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from django.db import transaction
from django.db.models import F

from jalon.strategies.delays import Delay, legal_delay, legal_text
from jalon.strategies.models import Strategy, StrategyStatus, StrategyStep

FILES: Final = sorted((Path(__file__).parent / "data").glob("national_*.toml"))


@transaction.atomic
def load_national_strategy(at: datetime) -> int:
    """Adopt each national version that the database does not have yet; how many were new."""
    known = set(Strategy.objects.filter(territory=None).values_list("number", flat=True))
    loaded = 0
    for number, path in enumerate(FILES, start=1):
        if number not in known:
            _load(number, tomllib.loads(path.read_text("utf-8")), at)
            loaded += 1
    return loaded


def _load(number: int, read: dict[str, Any], at: datetime) -> None:
    since: date = read["valid_from"]
    former = Strategy.objects.filter(territory=None, status=StrategyStatus.ADOPTED)
    former.update(status=StrategyStatus.SUPERSEDED, valid_until=since)
    strategy = Strategy.objects.create(
        number=number,
        title=read["title"],
        based_on=Strategy.objects.filter(territory=None).order_by("-number").first(),
        created_at=at,
    )
    StrategyStep.objects.bulk_create(
        _step(strategy, position, row, since) for position, row in enumerate(read["step"], start=1)
    )
    Strategy.objects.filter(pk=strategy.pk).update(
        status=StrategyStatus.ADOPTED,
        valid_from=since,
        adopted_at=at,
        proposed_at=F("created_at"),
        adoption_text=read["source"],
    )


def _step(strategy: Strategy, position: int, row: dict[str, Any], since: date) -> StrategyStep:
    legal, longer_legal = row.get("legal", ""), row.get("longer_legal", "")
    delay = legal_delay(legal, on=since) if legal else _written(row["delay"])
    longer = legal_delay(longer_legal, on=since) if longer_legal else None
    return StrategyStep(
        strategy=strategy,
        code=row["code"],
        time=row["time"],
        position=position,
        label=row["label"],
        starts_with=row["from"],
        ends_with=row["to"],
        restarts_with=row.get("restarts", []),
        delay=delay.count,
        unit=delay.unit,
        legal_key=legal,
        longer_delay=longer.count if longer else None,
        longer_unit=longer.unit if longer else "",
        longer_when=row.get("longer_when", []),
        longer_legal_key=longer_legal,
        source=legal_text(legal, on=since) if legal else row["source"],
        tracks=row.get("tracks", []),
        suspended_by=row.get("suspended_by", []),
        repeats=row.get("repeats", False),
        responsible=row["responsible"],
        responsible_kinds=row.get("responsible_kinds", []),
        indicator=row.get("indicator", ""),
        target_percent=row.get("target_percent"),
    )


def _written(text: str) -> Delay:
    count, unit = text.split()
    return Delay(int(count), unit)
