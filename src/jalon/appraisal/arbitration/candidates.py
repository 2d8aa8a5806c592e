"""What arbitration knows of each filed project: its mark, its cost, where it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from jalon.appraisal.queries.comparison import Compared
from jalon.appraisal.states import AppraisalState
from jalon.calls.content import grid
from jalon.calls.models import CallVersion
from jalon.territories.models import Territory, TerritoryKind
from jalon.territories.zones import ZONES
from jalon.ui.words import sorting_key

# The regions overseas, by their official code; the collectivities have that of their clock.
OVERSEAS: Final = frozenset({"01", "02", "03", "04", "06", *ZONES})


@dataclass(frozen=True)
class Candidate:
    """One filed project. `mark`: hundredths of a point, None until two readings are given.

    `shares`: line of the grid, hundredths obtained, points of the line. `cents`: asked of the
    State, never above what the call allows. `regions`: code and name of each region that its
    perimeter touches.
    """

    project_id: int
    public_id: Any
    title: str
    carrier: str
    places: tuple[str, ...]
    regions: tuple[tuple[str, str], ...]
    zones: frozenset[str]
    cents: int
    mark: int | None
    shares: tuple[tuple[str, int, int], ...]
    state: AppraisalState
    rank: int | None = None

    @property
    def is_overseas(self) -> bool:
        return any(code in OVERSEAS for code, _name in self.regions)

    @property
    def is_eligible(self) -> bool:
        """Whether it may be selected at all: the rest is a matter of choice."""
        return self.state != AppraisalState.INADMISSIBLE


def candidates(rows: Sequence[Compared], version: CallVersion) -> list[Candidate]:
    """Best mark first, then by name; in one statement beside those of the table."""
    known = _regions(rows)
    found = [_candidate(row, version, known) for row in rows]
    found.sort(key=lambda one: (-1 if one.mark is None else -one.mark, sorting_key(one.title)))
    found.sort(key=lambda one: one.mark is None)
    ranks = _ranks(one.mark for one in found)
    return [_ranked(one, rank) for one, rank in zip(found, ranks, strict=True)]


def _ranks(marks: Iterable[int | None]) -> list[int | None]:
    """1, 2, 2, 4: those of the same mark have the same rank."""
    found: list[int | None] = []
    before: int | None = None
    for place, mark in enumerate(marks, start=1):
        found.append(None if mark is None else found[-1] if mark == before else place)
        before = mark
    return found


def _ranked(one: Candidate, rank: int | None) -> Candidate:
    return Candidate(**{**vars(one), "rank": rank})


def _candidate(
    row: Compared, version: CallVersion, known: dict[tuple[str, str], tuple[str, str]]
) -> Candidate:
    places = [(one["kind"], one["code"]) for one in row.filing.content["perimeter"]]
    most = version.state_most_cents
    return Candidate(
        project_id=row.project.pk, public_id=row.project.public_id,
        title=row.filing.content["title"], carrier=str(row.project.carrier),
        places=tuple(row.places),
        regions=tuple(sorted({known[one] for one in places if one in known})),
        zones=frozenset(row.zones),
        cents=row.state_cents if most is None else min(row.state_cents, most),
        mark=row.retained.total if row.retained else None,
        shares=_shares(row, version),
        state=row.state,
    )  # fmt: skip


def _shares(row: Compared, version: CallVersion) -> tuple[tuple[str, int, int], ...]:
    found = row.retained.by_criterion if row.retained else {}
    return tuple(
        (line.code, found[line.code], line.weight)
        for line in grid(version.grid)
        if line.code in found
    )


def _regions(rows: Sequence[Compared]) -> dict[tuple[str, str], tuple[str, str]]:
    """The region of each place of these projects, by kind and code of the place."""
    wanted = {(one["kind"], one["code"]) for row in rows for one in row.filing.content["perimeter"]}
    found = Territory.objects.filter(
        kind__in={kind for kind, _code in wanted}, code__in={code for _kind, code in wanted}
    ).select_related("region")
    known = {}
    for one in found.order_by("pk"):
        region = one if one.kind == TerritoryKind.REGION else one.region
        if region is not None:
            known[one.kind, one.code] = (region.code, region.name)
    return known
