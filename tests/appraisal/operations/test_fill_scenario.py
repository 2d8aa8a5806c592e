import pytest

from jalon.appraisal.arbitration.choices import Chosen, chosen_in
from jalon.appraisal.arbitration.proposal import NoProposal
from jalon.appraisal.operations import choose_projects, fill_scenario
from jalon.kernel.errors import Denied
from tests.appraisal.situations import (
    AT,
    among,
    arbitrable,
    begun_scenario,
    kinds_of_scenarios,
)

pytestmark = pytest.mark.django_db


def test_the_best_choice_is_put_there_and_what_is_held_stays():
    world = arbitrable()
    scenario, (one,) = begun_scenario(world), among(world)
    said = {"scenario": scenario, "among": [one], "by": world.officer, "at": AT}
    with pytest.raises(Denied):
        fill_scenario(**{**said, "by": world.filed.carrier})

    fill_scenario(**said)

    assert chosen_in(scenario) == {one.project_id: Chosen("selected", one.cents)}
    held = {one.project_id: Chosen("selected", 16_000_000_00, "Déjà promis", is_held=True)}
    choose_projects(scenario=scenario, choices=held, seen=2, by=world.officer, at=AT)
    with pytest.raises(NoProposal):
        fill_scenario(**said)
    assert chosen_in(scenario) == held
    assert kinds_of_scenarios(world)[1] == "scenario.filled"
