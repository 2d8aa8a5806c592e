import pytest

from jalon.appraisal.arbitration.choices import Chosen, chosen_in
from jalon.appraisal.arbitration.turns import ScenarioMoved
from jalon.appraisal.operations import choose_projects
from jalon.appraisal.operations.choose_projects import CannotBeChosen
from jalon.kernel.errors import Denied
from tests.appraisal.situations import AT, admitted, begun_scenario, kinds_of_scenarios
from tests.projects.situations import filed

pytestmark = pytest.mark.django_db


def test_what_is_selected_has_an_amount_and_is_of_this_call():
    world, elsewhere = admitted(), filed()
    scenario, key = begun_scenario(world), world.project.pk
    said = {"scenario": scenario, "seen": 1, "by": world.officer, "at": AT}
    for wrong in ({key: Chosen("selected", 0)}, {elsewhere.project.pk: Chosen("reserve", None)}):
        with pytest.raises(CannotBeChosen):
            choose_projects(choices=wrong, **said)
    right = {key: Chosen("selected", 90_000_00, "Solide", is_held=True)}
    with pytest.raises(Denied):
        choose_projects(choices=right, **{**said, "by": world.filed.partner})

    choose_projects(choices=right, **said)

    assert chosen_in(scenario) == right
    with pytest.raises(ScenarioMoved):
        choose_projects(choices=right, **said)
    choose_projects(choices={key: Chosen("reserve", 5, "Court")}, **{**said, "seen": 2})
    assert chosen_in(scenario) == {key: Chosen("reserve", None, "Court")}
    assert kinds_of_scenarios(world)[-1] == "projects.chosen"
