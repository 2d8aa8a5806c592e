import pytest

from jalon.appraisal.arbitration.constraints import Constraint, Rule, constraints
from jalon.appraisal.arbitration.turns import NameIsTaken, ScenarioMoved
from jalon.appraisal.operations import revise_scenario
from jalon.kernel.errors import Denied
from tests.appraisal.situations import AT, admitted, begun_scenario, kinds_of_scenarios

pytestmark = pytest.mark.django_db


def test_nobody_overwrites_what_another_wrote_and_two_scenarios_never_share_a_name():
    world = admitted()
    scenario, other = begun_scenario(world), begun_scenario(world, name="Outre-mer")
    wanted = [Constraint(Rule.REGION, key="44", least=1, name="Grand Est")]
    said = {"scenario": scenario, "constraints": wanted, "at": AT, "by": world.officer}
    with pytest.raises(NameIsTaken):
        revise_scenario(name=other.name, seen=1, **said)
    with pytest.raises(Denied):
        revise_scenario(name="Vu", seen=1, **{**said, "by": world.filed.carrier})

    revise_scenario(name=scenario.name, seen=1, **said)

    scenario.refresh_from_db()
    assert (scenario.revision, constraints(scenario.constraints)) == (2, wanted)
    with pytest.raises(ScenarioMoved):
        revise_scenario(name="Autre", seen=1, **said)
    assert kinds_of_scenarios(world)[-1] == "scenario.revised"
