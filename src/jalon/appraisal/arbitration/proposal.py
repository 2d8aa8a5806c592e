"""The best sum of marks under the constraints: an exact answer, checked in whole numbers.

Solved by HiGHS (MIT), a branch and cut: see ADR 0022 for what it was compared with. Its numbers
are floating, ours are not: what it answers is checked again, row by row, before anybody reads it.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import highspy
from django.utils.translation import gettext as _

from jalon.appraisal.arbitration.candidates import Candidate
from jalon.appraisal.arbitration.constraints import Constraint, Row, rows
from jalon.kernel.errors import Refused

ROUNDS: Final = 5
HALF: Final = 0.5
OPTIONS: Final[Mapping[str, int | float]] = {
    "threads": 1,  # the same answer each time
    "time_limit": 10.0,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": HALF,  # marks are whole hundredths
    "mip_feasibility_tolerance": 1e-9,
    "primal_feasibility_tolerance": 1e-9,
}


class NoProposal(Refused):
    """No choice respects all the constraints, or none was found in time."""


def proposed(
    among: Sequence[Candidate], wanted: Sequence[Constraint], *, held: Mapping[int, bool],
    amounts: Mapping[int, int],
) -> set[int]:  # fmt: skip
    """The projects of the best choice. `held`: those that are in, or out, whatever it says.

    Raises NoProposal.
    """
    found = rows(wanted, among, amounts)
    chosen = _solved(among, found, held)
    return {among[place].project_id for place in chosen}


def _solved(among: Sequence[Candidate], found: Sequence[Row], held: Mapping[int, bool]) -> set[int]:
    """Solve; an answer that passes a bound by less than the solver sees is ruled out, and again."""
    model = _model(among, found, held)
    for _round in range(ROUNDS):
        chosen = _answer(model)
        if all(row.holds(chosen) for row in found):
            return chosen
        places = list(range(len(among)))
        signs = [1.0 if place in chosen else -1.0 for place in places]
        model.addRow(-highspy.kHighsInf, len(chosen) - 1.0, len(places), places, signs)
    raise NoProposal(_too_long())


def _model(
    among: Sequence[Candidate], found: Sequence[Row], held: Mapping[int, bool]
) -> highspy.Highs:
    """One whole number, 0 or 1, for each project; one row for each constraint."""
    model = highspy.Highs()
    model.silent()
    for name, value in OPTIONS.items():
        model.setOptionValue(name, value)
    for place, one in enumerate(among):
        model.addVar(*_bounds(one, held))
        model.changeColIntegrality(place, highspy.HighsVarType.kInteger)
        model.changeColCost(place, float(max(one.mark or 0, 0)))
    model.changeObjectiveSense(highspy.ObjSense.kMaximize)
    for row in found:
        places = [place for place, count in enumerate(row.counts) if count]
        counts = [float(row.counts[place]) for place in places]
        least = -highspy.kHighsInf if row.least is None else float(row.least)
        most = highspy.kHighsInf if row.most is None else float(row.most)
        model.addRow(least, most, len(places), places, counts)
    return model


def _bounds(one: Candidate, held: Mapping[int, bool]) -> tuple[float, float]:
    """What is held stays; without a mark, not admissible, or asking nothing, it is not proposed."""
    if one.project_id in held:
        return (1.0, 1.0) if held[one.project_id] else (0.0, 0.0)
    may_be_in = one.is_eligible and one.mark is not None and one.cents > 0
    return (0.0, 1.0 if may_be_in else 0.0)


def _answer(model: highspy.Highs) -> set[int]:
    model.run()
    status = model.getModelStatus()
    if status == highspy.HighsModelStatus.kTimeLimit:
        raise NoProposal(_too_long())
    if status != highspy.HighsModelStatus.kOptimal:
        raise NoProposal(_impossible())
    values = model.getSolution().col_value
    return {place for place, value in enumerate(values) if value > HALF}


def _too_long() -> str:
    return _(
        "Aucune proposition n’a été trouvée à temps ; il en existe peut-être une. Relâchez une "
        "contrainte, ou choisissez vous-même des projets et tenez-les, puis demandez de nouveau."
    )


def _impossible() -> str:
    return _(
        "Aucun choix ne respecte toutes ces contraintes à la fois : relâchez-en une, ou libérez "
        "un projet tenu."
    )
