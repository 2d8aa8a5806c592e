"""What the ranking owes to the weights: each one moved in turn, the others sharing out the rest.

Exact fractions: two projects that are level stay level, and no rounding makes anybody move.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from typing import Final

from jalon.appraisal.arbitration.candidates import Candidate
from jalon.calls.content import WHOLE_GRID, GridLine
from jalon.calls.models import CallVersion

HUNDREDTHS: Final = 100
Weights = Mapping[str, Fraction]


@dataclass(frozen=True)
class Trial:
    """One weight moved by so many percent of itself (negative: less)."""

    line: GridLine
    percent: int


@dataclass(frozen=True)
class Moved:
    """A project and its ranks. `crossing`: the first trial that takes it over the line, if any."""

    candidate: Candidate
    rank: int
    best: int
    worst: int
    is_above: bool
    crossing: Trial | None
    rank_there: int

    @property
    def moves(self) -> bool:
        return self.best != self.worst


def line_of(ranked: Sequence[Candidate], version: CallVersion) -> int:
    """How many of the best marked fit in the envelope and in the number of territories wanted."""
    spent = accumulate(one.cents for one in ranked)
    envelope = version.envelope_cents
    fitting = sum(1 for total in spent if envelope is None or total <= envelope)
    return min(fitting, version.territories_wanted or fitting)


def moved(
    among: Sequence[Candidate], lines: Sequence[GridLine], *, percent: int, line: int
) -> list[Moved]:
    """The marked projects, best first, with where each trial takes them."""
    marked = [one for one in among if one.mark is not None and one.is_eligible]
    trials = [Trial(one, sign * percent) for one in lines for sign in (-1, 1)]
    base = _ranks(marked, _weights(lines, None))
    found = [(trial, _ranks(marked, _weights(lines, trial))) for trial in trials]
    return [_moved(one, base, found, line) for one in marked]


def _moved(
    one: Candidate, base: Mapping[int, int], found: Sequence[tuple[Trial, Mapping[int, int]]],
    line: int,
) -> Moved:  # fmt: skip
    rank, ranks = base[one.project_id], [ranks[one.project_id] for _trial, ranks in found]
    crossing = next(
        (
            (trial, there[one.project_id])
            for trial, there in found
            if (there[one.project_id] <= line) != (rank <= line)
        ),
        None,
    )
    return Moved(
        one, rank, min([rank, *ranks]), max([rank, *ranks]), rank <= line,
        crossing[0] if crossing else None, crossing[1] if crossing else rank,
    )  # fmt: skip


def _weights(lines: Sequence[GridLine], trial: Trial | None) -> Weights:
    """Those of the grid, one moved within 0 and 100; the others keep their proportions."""
    whole = {one.code: Fraction(one.weight) for one in lines}
    if trial is None:
        return whole
    code, before = trial.line.code, Fraction(trial.line.weight)
    wanted = before * (HUNDREDTHS + trial.percent) / HUNDREDTHS
    after = min(wanted, Fraction(WHOLE_GRID))
    others = sum(whole.values()) - before
    share = (sum(whole.values()) - after) / others if others else Fraction(1)
    return {key: after if key == code else weight * share for key, weight in whole.items()}


def _ranks(marked: Sequence[Candidate], weights: Weights) -> dict[int, int]:
    """1 for the best; those that are level share their rank."""
    totals = {one.project_id: _total(one, weights) for one in marked}
    ordered = sorted(totals.values(), reverse=True)
    place = {total: ordered.index(total) + 1 for total in set(ordered)}
    return {key: place[total] for key, total in totals.items()}


def _total(one: Candidate, weights: Weights) -> Fraction:
    """What was obtained on a line is a share of it, and keeps its value when the line moves."""
    return sum(
        (
            Fraction(points, full * HUNDREDTHS) * weights[code]
            for code, points, full in one.shares
            if full and code in weights
        ),
        Fraction(0),
    )
