"""Why each project is in, or out, in one sentence; for the officers alone: it speaks of marks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from jalon.appraisal.arbitration.candidates import Candidate
from jalon.appraisal.arbitration.constraints import Constraint, Row, Rule, rows
from jalon.appraisal.arbitration.standing import named
from jalon.appraisal.arbitration.zones import SHORT
from jalon.ui.words import listing, number


@dataclass(frozen=True)
class _Choice:
    """What is explained: everything that was chosen from, the rules, and what was chosen."""

    among: Sequence[Candidate]
    rows: list[tuple[Row, int]]
    inside: frozenset[int]

    def broken(self, place: int, sign: int) -> list[Constraint]:
        """What this project, added (1) or taken out (-1), breaks that holds as it is."""
        return [
            row.constraint
            for row, value in self.rows
            if row.bears(value) and not row.bears(value + sign * row.counts[place])
        ]


def explained(
    among: Sequence[Candidate], wanted: Sequence[Constraint], amounts: Mapping[int, int]
) -> dict[int, str]:
    """One sentence by project. `amounts`: cents of those that are selected."""
    inside = frozenset(place for place, one in enumerate(among) if one.project_id in amounts)
    found = rows(wanted, among, amounts)
    choice = _Choice(among, [(row, row.value(inside)) for row in found], inside)
    return {
        one.project_id: (_why_in if place in inside else _why_out)(place, one, choice)
        for place, one in enumerate(among)
    }


def _why_in(place: int, one: Candidate, choice: _Choice) -> str:
    needed = choice.broken(place, -1)
    if needed:
        rules = listing(_in_a_sentence(rule) for rule in needed)
        return _("Sans lui, ne serait plus respecté : %s.") % rules
    if one.mark is None:
        return _("Choisi à la main : il n’a pas encore ses deux lectures.")
    better = _better_left_out(one, choice)
    if better is not None:
        said = _("Moins bien noté que « %(title)s », qui ne tient pas dans les contraintes.")
        return said % {"title": better.title}
    return _("%s par la note, et il tient dans les contraintes.") % _place(one)


def _why_out(place: int, one: Candidate, choice: _Choice) -> str:
    if not one.is_eligible:
        return _("Irrecevable.")
    if one.mark is None:
        return _("Ses deux lectures ne sont pas rendues.")
    if not one.cents:
        return _("Il ne demande rien à l’État : retenez-le à la main, avec un montant.")
    broken = choice.broken(place, 1)
    if any(rule.rule == Rule.MARK for rule in broken):
        return _("Sa note est sous la note demandée.")
    if broken:
        rules = listing(_in_a_sentence(rule) for rule in broken)
        said = _("%(rank)s par la note ; avec lui, ne serait plus respecté : %(rules)s.")
        return said % {"rank": _place(one), "rules": rules}
    return _("%s par la note ; il tiendrait dans les contraintes.") % _place(one)


def _better_left_out(one: Candidate, choice: _Choice) -> Candidate | None:
    """The best marked that the constraints leave out although it is better marked than this one."""
    for place, other in enumerate(choice.among):
        if other.mark is None or one.mark is None or other.mark <= one.mark:
            return None
        if place not in choice.inside and other.is_eligible and choice.broken(place, 1):
            return other
    return None


def _place(one: Candidate) -> str:
    mark = number((one.mark or 0) / 100)
    if one.rank == 1:
        return _("1er (%s points)") % mark
    return _("%(rank)se (%(mark)s points)") % {"rank": one.rank, "mark": mark}


def _in_a_sentence(one: Constraint) -> str:
    words = {
        Rule.ENVELOPE: _("l’enveloppe"),
        Rule.TERRITORIES: _("le nombre de territoires"),
        Rule.OVERSEAS: _("la part de l’outre-mer"),
    }
    if one.rule in words:
        return words[one.rule]
    if one.rule == Rule.ZONE:
        return _("la part des territoires %s") % SHORT[one.key]
    return _("l’équilibre de la région %s") % named(one)
