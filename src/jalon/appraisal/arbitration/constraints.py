"""What an arbitration must respect, kept with its scenario: each is a sum with its bounds.

The same rows of whole numbers say how a choice stands and are given to the solver: what the page
shows and what is computed cannot disagree.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from jalon.appraisal.arbitration.candidates import Candidate
from jalon.calls.money import MYRIAD


class Rule(models.TextChoices):
    ENVELOPE = "envelope", _("Enveloppe")
    TERRITORIES = "territories", _("Territoires retenus")
    EACH_REGION = "each_region", _("Par région")
    REGION = "region", _("Région")
    OVERSEAS = "overseas", _("Outre-mer")
    ZONE = "zone", _("Territoires prioritaires")
    MARK = "mark", _("Note plancher")


@dataclass(frozen=True)
class Constraint:
    """One rule. `key`: the code of the region, or of the zone; "" for the others.

    `least` and `most` are cents of the envelope, projects, or ten-thousandths of the projects that
    are selected, for a zone; hundredths of a point for a mark. `name`: of the region, to be read.
    """

    rule: Rule
    key: str = ""
    least: int | None = None
    most: int | None = None
    name: str = ""

    def as_kept(self) -> dict[str, Any]:
        return {**asdict(self), "rule": self.rule.value}


@dataclass(frozen=True)
class Row:
    """`least` ≤ the sum of what each selected project counts for ≤ `most`."""

    constraint: Constraint
    counts: tuple[int, ...]
    least: int | None
    most: int | None

    def value(self, chosen: Iterable[int]) -> int:
        """`chosen`: the places of those that are selected."""
        return sum(self.counts[place] for place in chosen)

    def bears(self, value: int) -> bool:
        is_enough = self.least is None or value >= self.least
        return is_enough and (self.most is None or value <= self.most)

    def holds(self, chosen: Iterable[int]) -> bool:
        return self.bears(self.value(chosen))


NOT_COUNTED: Final = -1  # no mark yet


def constraints(kept: Sequence[Mapping[str, Any]]) -> list[Constraint]:
    """What a scenario keeps."""
    return [Constraint(**{**one, "rule": Rule(one["rule"])}) for one in kept]


def spread(wanted: Sequence[Constraint], among: Sequence[Candidate]) -> list[Constraint]:
    """« Par région » becomes one rule for each region of the projects that has none of its own."""
    own = {one.key for one in wanted if one.rule == Rule.REGION}
    regions = sorted({region for one in among for region in one.regions}, key=lambda one: one[1])
    found: list[Constraint] = []
    for one in wanted:
        if one.rule != Rule.EACH_REGION:
            found.append(one)
            continue
        found.extend(
            Constraint(Rule.REGION, code, one.least, one.most, name)
            for code, name in regions
            if code not in own
        )
    return found


def rows(
    wanted: Sequence[Constraint], among: Sequence[Candidate], amounts: Mapping[int, int]
) -> list[Row]:
    """Each rule as whole numbers; `amounts`: cents by project, where they are not what it asks."""
    return [_row(one, among, amounts) for one in spread(wanted, among)]


def _row(one: Constraint, among: Sequence[Candidate], amounts: Mapping[int, int]) -> Row:
    counts = tuple(_count(one, candidate, amounts) for candidate in among)
    if one.rule == Rule.ZONE:  # (those inside) - share × (all) ≥ 0
        return Row(one, counts, 0 if one.least is not None else None, None)
    if one.rule == Rule.MARK:  # nobody below
        return Row(one, counts, None, 0)
    return Row(one, counts, one.least, one.most)


def _count(rule: Constraint, one: Candidate, amounts: Mapping[int, int]) -> int:
    match rule.rule:
        case Rule.ENVELOPE:
            return amounts.get(one.project_id, one.cents)
        case Rule.REGION:
            return int(any(code == rule.key for code, _name in one.regions))
        case Rule.OVERSEAS:
            return int(one.is_overseas)
        case Rule.ZONE:
            return MYRIAD * (rule.key in one.zones) - (rule.least or 0)
        case Rule.MARK:
            return int((NOT_COUNTED if one.mark is None else one.mark) < (rule.least or 0))
        case _:
            return 1
