"""The proposal is exact, and says why: compared with all the choices there are, one by one."""

import random
from itertools import combinations
from uuid import uuid4

import pytest

from jalon.appraisal.arbitration.candidates import Candidate
from jalon.appraisal.arbitration.constraints import Constraint, Rule, constraints, rows
from jalon.appraisal.arbitration.explaining import explained
from jalon.appraisal.arbitration.proposal import OPTIONS, NoProposal, proposed
from jalon.appraisal.arbitration.sensitivity import line_of, moved
from jalon.appraisal.arbitration.standing import standings, sums
from jalon.appraisal.states import AppraisalState
from jalon.calls.content import GridLine
from jalon.calls.models import CallVersion

REGIONS = (("44", "Grand Est"), ("53", "Bretagne"), ("04", "La Réunion"))


def project(
    number,
    *,
    mark=50_00,
    cents=100_000_00,
    region=REGIONS[0],
    zones=(),
    state="admissible",
    shares=(),
):
    return Candidate(
        project_id=number, public_id=uuid4(), title=f"Projet {number}", carrier="CD", places=(),
        regions=(region,), zones=frozenset(zones), cents=cents, mark=mark, shares=shares,
        state=AppraisalState(state), rank=number,
    )  # fmt: skip


def words(text):
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def best_of_all(among, wanted):
    """Every choice, one by one."""
    found = rows(wanted, among, {})
    known = [
        sum(among[place].mark for place in chosen)
        for size in range(len(among) + 1)
        for chosen in combinations(range(len(among)), size)
        if all(row.holds(chosen) for row in found)
    ]
    return max(known, default=None)


@pytest.mark.parametrize("seed", range(12))
def test_no_choice_under_the_constraints_has_better_marks(seed):
    dice = random.Random(seed)  # the same draws each time
    among = [
        project(
            number, mark=dice.randint(0, 100_00), cents=dice.randint(1, 500_000_00),
            region=dice.choice(REGIONS), zones=dice.sample(["qpv", "frr"], dice.randint(0, 2)),
        )
        for number in range(1, 10)
    ]  # fmt: skip
    wanted = [
        Constraint(Rule.ENVELOPE, most=dice.randint(1, 1_500_000_00)),
        Constraint(Rule.TERRITORIES, least=dice.choice([None, 2]), most=dice.choice([None, 4])),
        Constraint(Rule.EACH_REGION, most=dice.choice([1, 2, 3])),
        Constraint(Rule.ZONE, key="qpv", least=dice.choice([2500, 3333, 5000])),
        Constraint(Rule.OVERSEAS, least=dice.choice([0, 1])),
        Constraint(Rule.MARK, least=dice.choice([0, 20_00])),
    ]
    best = best_of_all(among, wanted)
    if best is None:
        with pytest.raises(NoProposal):
            proposed(among, wanted, held={}, amounts={})
        return
    found = proposed(among, wanted, held={}, amounts={})

    amounts = {one.project_id: one.cents for one in among if one.project_id in found}
    assert sums(among, amounts).marks == best
    assert all(one.is_met for one in standings(among, wanted, amounts))
    assert set(explained(among, wanted, amounts)) == {one.project_id for one in among}


def test_to_the_cent_and_what_is_held_stays_and_who_may_not_is_never_proposed():
    among = [
        project(1, mark=90_00, cents=60_00), project(2, mark=80_00, cents=40_00),
        project(3, mark=10_00, cents=1), project(4, mark=99_00, state="inadmissible", cents=1),
        project(5, mark=None, cents=1), project(6, mark=99_00, cents=0),
    ]  # fmt: skip
    exact, short = (Constraint(Rule.ENVELOPE, most=cents) for cents in (100_00, 99_99))
    assert proposed(among, [exact], held={}, amounts={}) == {1, 2}
    assert proposed(among, [short], held={}, amounts={}) == {1, 3}
    assert proposed(among, [short], held={2: True, 3: False}, amounts={2: 99_99}) == {2}
    with pytest.raises(NoProposal):
        proposed(among, [short], held={1: True, 2: True}, amounts={})

    why = explained(among, [short], {1: 60_00, 3: 1})
    assert "l’enveloppe" in why[2]
    assert "Moins bien noté que « Projet 2 »" in why[3]
    assert why[4] == "Irrecevable."
    assert "deux lectures" in why[5]
    assert "ne demande rien" in why[6]


def test_each_rule_says_where_it_is_and_by_how_much_it_is_missed():
    among = [
        project(1, zones=["qpv"]), project(2, region=REGIONS[1]), project(3, mark=30_00),
    ]  # fmt: skip
    wanted = [
        Constraint(Rule.ENVELOPE, most=250_000_00),
        Constraint(Rule.TERRITORIES, least=4),
        Constraint(Rule.EACH_REGION, most=1),
        Constraint(Rule.OVERSEAS, least=1),
        Constraint(Rule.ZONE, key="qpv", least=5000),
        Constraint(Rule.MARK, least=40_00),
    ]
    amounts = dict.fromkeys((1, 2, 3), 100_000_00)
    found = standings(among, constraints([one.as_kept() for one in wanted]), amounts)

    said = {one.label: (one.is_met, words(one.found), words(one.gap)) for one in found}
    assert said == {
        "Enveloppe": (False, "300 000 €", "dépasse de 50 000 €"),
        "Territoires retenus": (False, "3 projets", "il en manque 1"),
        "Bretagne": (True, "1 projet", ""),
        "Grand Est": (False, "2 projets", "1 de trop"),
        "Outre-mer": (False, words(found[4].found), "il en manque 1"),
        "Territoires QPV": (
            False, "1 sur 3 (33,33 %)", "il en manque 1",
        ),
        "Note plancher": (False, "1 projet en dessous", "1 projet en dessous"),
    }  # fmt: skip
    assert "l’outre-mer" in explained([*among, project(4, region=REGIONS[2])], wanted, {4: 1})[4]


def test_five_hundred_projects_have_their_exact_answer(monkeypatch):
    dice = random.Random(500)
    among = [
        project(n, mark=dice.randint(40_00, 95_00), cents=dice.randint(100_000_00, 500_000_00),
                region=dice.choice(REGIONS), zones=dice.sample(["qpv", "frr"], dice.randint(0, 2)))
        for n in range(1, 501)
    ]  # fmt: skip
    wanted = [
        Constraint(Rule.ENVELOPE, most=15_000_000_00), Constraint(Rule.TERRITORIES, most=30),
        Constraint(Rule.EACH_REGION, least=5), Constraint(Rule.ZONE, key="qpv", least=5000),
    ]  # fmt: skip
    found = proposed(among, wanted, held={}, amounts={})

    amounts = {one.project_id: one.cents for one in among if one.project_id in found}
    assert len(amounts) == 30
    monkeypatch.setitem(OPTIONS, "time_limit", 0.0)
    with pytest.raises(NoProposal, match="à temps"):  # that none was found says nothing of any
        proposed(among, wanted, held={}, amounts={})
    assert all(one.is_met for one in standings(among, wanted, amounts))


def test_moving_a_weight_moves_who_owes_it_a_place_and_says_who_crosses_the_line():
    lines = [GridLine("a", "Pertinence", 60), GridLine("b", "Moyens", 40)]

    def marked(number, a, b):
        shares = (("a", a, 60), ("b", b, 40))
        return project(number, mark=a + b, shares=shares, cents=100_00)

    # 1: best on what weighs most; 2: just below, best on the rest; 3 and 4: level whatever is done.
    among = [marked(1, 60_00, 20_00), marked(2, 39_00, 40_00), marked(3, 30_00, 20_00),
             marked(4, 30_00, 20_00), project(5, mark=None)]  # fmt: skip
    version = CallVersion(envelope_cents=250_00, territories_wanted=1)
    line = line_of(among, version)
    found = {one.candidate.project_id: one for one in moved(among, lines, percent=10, line=line)}

    assert line == 1
    assert [(n, one.rank, one.best, one.worst) for n, one in sorted(found.items())] == [
        (1, 1, 1, 2), (2, 2, 1, 2), (3, 3, 3, 3), (4, 3, 3, 3),
    ]  # fmt: skip
    assert (found[1].crossing.line.code, found[1].crossing.percent, found[1].rank_there) == (
        "a", -10, 2,
    )  # fmt: skip
    assert found[2].crossing == found[1].crossing
    assert [found[3].crossing, found[3].moves] == [None, False]
    still = moved(among, lines, percent=1, line=line)
    assert not any(one.moves for one in still)
