import pytest

from jalon.accounts.acting import acting
from jalon.appraisal.arbitration.choices import Chosen
from jalon.appraisal.arbitration.turns import (
    ScenarioMoved,
    ScenarioWasTaken,
    TooManyScenarios,
)
from jalon.appraisal.models import Choice, Scenario
from jalon.appraisal.operations import (
    choose_projects,
    discard_scenario,
    revise_scenario,
    take_over_scenario,
)
from jalon.kernel.errors import Denied
from jalon.parameters.queries import integer
from tests.appraisal.situations import AT, admitted, begun_scenario, kinds_of_scenarios

pytestmark = pytest.mark.django_db


def test_a_scenario_is_deleted_with_its_choices_unless_it_was_written_since_or_became_decisions():
    world = admitted()
    kept = {world.project.pk: Chosen("reserve", None, "Crédits")}
    first, taken = begun_scenario(world), begun_scenario(world, name="Repris")
    for one in (first, taken):
        choose_projects(scenario=one, choices=kept, seen=1, by=world.officer, at=AT)
    said = {"scenario": first, "at": AT}
    for outsider in (world.filed.carrier, world.filed.rival, world.readers[1]):
        with pytest.raises(Denied):
            discard_scenario(seen=2, by=outsider, **said)
    with pytest.raises(ScenarioMoved):
        discard_scenario(seen=1, by=world.officer, **said)
    take_over_scenario(scenario=taken, shared={}, seen=2, by=world.head, at=AT)

    with acting(world.officer, at=AT):
        discard_scenario(seen=2, by=world.officer, **said)
        taken = Scenario.objects.get()
        with pytest.raises(ScenarioWasTaken):
            discard_scenario(scenario=taken, seen=3, by=world.officer, at=AT)
        assert not Scenario.objects.filter(pk=taken.pk)._raw_delete("default")
        assert not Choice.objects.filter(scenario=taken)._raw_delete("default")
        # It keeps its name; what it must respect may still change.
        again = {"scenario": taken, "constraints": [], "seen": 3, "by": world.officer, "at": AT}
        with pytest.raises(ScenarioWasTaken):
            revise_scenario(name="Autre", **again)
        assert revise_scenario(name="Repris", **again).revision == 4
    assert Choice.objects.get().scenario_id == taken.pk
    assert kinds_of_scenarios(world)[-2:] == ["scenario.discarded", "scenario.revised"]


def test_a_call_holds_so_many_scenarios_and_one_more_once_one_is_deleted():
    world = admitted()
    first = begun_scenario(world)
    for number in range(2, integer("call.most_scenarios", on=AT.date()) + 1):
        begun_scenario(world, name=f"Scénario {number}")
    with pytest.raises(TooManyScenarios):
        begun_scenario(world, name="Un de trop")
    discard_scenario(scenario=first, seen=1, by=world.officer, at=AT)
    assert begun_scenario(world, name="Un autre")
