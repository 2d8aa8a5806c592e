"""How a choice stands before its constraints: met or not, by how much, in words."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jalon.appraisal.arbitration.candidates import Candidate
from jalon.appraisal.arbitration.constraints import Constraint, Row, Rule, rows
from jalon.appraisal.arbitration.zones import SHORT
from jalon.calls.money import MYRIAD, euros, percent
from jalon.ui.words import number


@dataclass(frozen=True)
class Standing:
    """One constraint before a choice. `asked`: the rule; `found`: where it is; `gap`: the rest."""

    label: str
    asked: str
    found: str
    is_met: bool
    gap: str


@dataclass(frozen=True)
class Sums:
    """What a choice comes to. `marks`: hundredths of a point of those that are selected."""

    selected: int
    cents: int
    marks: int

    @property
    def mean(self) -> int | None:
        return self.marks // self.selected if self.selected else None


def sums(among: Sequence[Candidate], amounts: Mapping[int, int]) -> Sums:
    """`amounts`: cents of each project that is selected."""
    inside = [one for one in among if one.project_id in amounts]
    cents = sum(amounts[one.project_id] for one in inside)
    return Sums(len(inside), cents, sum(one.mark or 0 for one in inside))


def standings(
    among: Sequence[Candidate], wanted: Sequence[Constraint], amounts: Mapping[int, int]
) -> list[Standing]:
    """One line for each constraint, in their order."""
    places = {place for place, one in enumerate(among) if one.project_id in amounts}
    return [_standing(row, places) for row in rows(wanted, among, amounts)]


def _standing(row: Row, places: Collection[int]) -> Standing:
    one, value = row.constraint, row.value(places)
    said = named(one)
    if one.rule == Rule.ENVELOPE:
        most = one.most or 0
        gap = _("dépasse de %s") if value > most else _("il reste %s")
        return Standing(
            said, euros(most), euros(value), value <= most, gap % euros(abs(most - value))
        )
    if one.rule == Rule.ZONE:
        return _of_zone(row, places, said)
    if one.rule == Rule.MARK:
        found = ngettext("%(num)s projet en dessous", "%(num)s projets en dessous", value)
        below = found % {"num": value}
        return Standing(said, asked(one), below, value == 0, "" if value == 0 else below)
    found = ngettext("%(num)s projet", "%(num)s projets", value) % {"num": value}
    return Standing(said, asked(one), found, row.bears(value), _gap(row, value))


def _of_zone(row: Row, places: Collection[int], said: str) -> Standing:
    """So many of those that are selected, and how many more it would take among them."""
    least, all_ = row.constraint.least or 0, len(places)
    value = row.value(places)
    inside = (value + least * all_) // MYRIAD
    is_met = value >= 0
    found = _("%(inside)s sur %(all)s") % {"inside": inside, "all": all_}
    if all_:
        found = f"{found} ({percent(inside, all_)})"
    lacking = -(value // MYRIAD)
    gap = ngettext("il en manque %(num)s", "il en manque %(num)s", lacking) % {"num": lacking}
    return Standing(said, asked(row.constraint), found, is_met, "" if is_met else gap)


def _gap(row: Row, value: int) -> str:
    if row.least is not None and value < row.least:
        return _("il en manque %s") % number(row.least - value)
    if row.most is not None and value > row.most:
        return _("%s de trop") % number(value - row.most)
    return ""


def named(one: Constraint) -> str:
    """What the rule is about."""
    if one.rule == Rule.ZONE:
        return _("Territoires %s") % SHORT[one.key]
    if one.rule == Rule.REGION:
        return one.name or one.key
    return str(one.rule.label)


def asked(one: Constraint) -> str:
    """« au moins 2, au plus 5 »."""
    shown = {Rule.ENVELOPE: euros, Rule.ZONE: _share, Rule.MARK: _points}.get(one.rule, number)
    found = []
    if one.least is not None:
        found.append(_("au moins %s") % shown(one.least))
    if one.most is not None:
        found.append(_("au plus %s") % shown(one.most))
    return ", ".join(found)


def _share(myriads: int) -> str:
    return percent(myriads, MYRIAD)


def _points(hundredths: int) -> str:
    return number(hundredths / 100)
