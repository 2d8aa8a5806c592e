"""Whatever the projects and the constraints, the proposal is the best that there is.

The constraints are counted here by themselves, and not by the rows that the solver is given.
"""

from fractions import Fraction
from itertools import combinations
from uuid import UUID

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from jalon.appraisal.arbitration.candidates import Candidate
from jalon.appraisal.arbitration.constraints import Constraint, Rule
from jalon.appraisal.arbitration.proposal import NoProposal, proposed
from jalon.appraisal.states import AppraisalState
from jalon.calls.money import MYRIAD

REGIONS = (("44", "Grand Est"), ("53", "Bretagne"), ("04", "La Réunion"))
OVERSEAS = "04"
COUNTS = st.integers(0, 4)
BOUNDS = st.tuples(st.none() | COUNTS, st.none() | COUNTS)


@st.composite
def projects(draw):
    """Up to eight, alike enough to be level and to stand on the bounds."""
    return [
        Candidate(
            project_id=number, public_id=UUID(int=number), title="", carrier="", places=(),
            regions=tuple(draw(st.lists(st.sampled_from(REGIONS), max_size=2, unique=True))),
            zones=draw(st.frozensets(st.sampled_from(["qpv", "frr"]))), cents=draw(COUNTS),
            mark=draw(st.none() | COUNTS), shares=(),
            state=draw(st.sampled_from([AppraisalState.ADMISSIBLE, AppraisalState.INADMISSIBLE])),
        )
        for number in range(1, draw(st.integers(1, 8)) + 1)
    ]  # fmt: skip


@st.composite
def constraints(draw):
    """Each rule or not; of regions, of one and of each."""
    shares = st.sampled_from([0, 2500, 3333, 5000, MYRIAD])
    known = [
        Constraint(Rule.ENVELOPE, most=draw(st.integers(0, 12))),
        Constraint(Rule.TERRITORIES, "", *draw(BOUNDS)),
        Constraint(Rule.EACH_REGION, "", *draw(BOUNDS)),
        Constraint(Rule.REGION, "53", *draw(BOUNDS)),
        Constraint(Rule.OVERSEAS, least=draw(st.integers(0, 2))),
        Constraint(Rule.ZONE, "qpv", least=draw(shares)),
        Constraint(Rule.MARK, least=draw(st.integers(0, 3))),
    ]
    return [one for one in known if draw(st.booleans())]


def is_within(one, count):
    return (one.least is None or count >= one.least) and (one.most is None or count <= one.most)


def in_region(chosen, code):
    return sum(any(code == known for known, _name in one.regions) for one in chosen)


def is_respected(rule, chosen, among, wanted, amounts):
    """What the rule says, in its own words."""
    match rule.rule:
        case Rule.ENVELOPE:
            return sum(amounts.get(one.project_id, one.cents) for one in chosen) <= rule.most
        case Rule.TERRITORIES:
            return is_within(rule, len(chosen))
        case Rule.REGION:
            return is_within(rule, in_region(chosen, rule.key))
        case Rule.EACH_REGION:
            own = {one.key for one in wanted if one.rule == Rule.REGION}
            others = {code for one in among for code, _name in one.regions} - own
            return all(is_within(rule, in_region(chosen, code)) for code in others)
        case Rule.OVERSEAS:
            return in_region(chosen, OVERSEAS) >= rule.least
        case Rule.ZONE:
            inside = sum(rule.key in one.zones for one in chosen)
            return not chosen or Fraction(inside, len(chosen)) >= Fraction(rule.least, MYRIAD)
        case Rule.MARK:
            return all(one.mark is not None and one.mark >= rule.least for one in chosen)


def may_be(one, held):
    """In and out, as far as it is free."""
    if one.project_id in held:
        return held[one.project_id], not held[one.project_id]
    is_read = one.state == AppraisalState.ADMISSIBLE and one.mark is not None
    return is_read and one.cents > 0, True


def choices(among, held):
    """Every one, one by one."""
    for size in range(len(among) + 1):
        for chosen in combinations(among, size):
            if all(may_be(one, held)[0 if one in chosen else 1] for one in among):
                yield chosen


def marks(chosen):
    return sum(one.mark or 0 for one in chosen)


@settings(max_examples=25, deadline=None)
@given(among=projects(), wanted=constraints(), data=st.data())
def test_a_proposal_breaks_nothing_and_nothing_that_respects_all_is_better(among, wanted, data):
    numbers = st.sampled_from([one.project_id for one in among])
    held = data.draw(st.dictionaries(numbers, st.booleans(), max_size=3))
    amounts = data.draw(st.dictionaries(numbers, st.integers(1, 5), max_size=3))
    known = [
        chosen
        for chosen in choices(among, held)
        if all(is_respected(one, chosen, among, wanted, amounts) for one in wanted)
    ]
    event("possible" if known else "impossible")
    if not known:
        with pytest.raises(NoProposal, match="Aucun choix ne respecte"):
            proposed(among, wanted, held=held, amounts=amounts)
        return
    found = proposed(among, wanted, held=held, amounts=amounts)
    chosen = tuple(one for one in among if one.project_id in found)
    assert chosen in known
    assert marks(chosen) == max(map(marks, known))
