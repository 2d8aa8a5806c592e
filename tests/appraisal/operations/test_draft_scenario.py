import pytest

from jalon.appraisal.arbitration.choices import Chosen
from jalon.appraisal.arbitration.turns import ArbitrationIsOver, NameIsTaken
from jalon.appraisal.operations import (
    announce_results,
    choose_projects,
    decide_project,
    draft_scenario,
)
from jalon.kernel.errors import Denied
from tests.appraisal.situations import (
    AT,
    admitted,
    begun_scenario,
    kinds_of_scenarios,
    open_to,
)
from tests.projects.situations import filed

pytestmark = pytest.mark.django_db


def test_a_scenario_has_its_own_name_takes_the_choices_of_another_and_ends_with_the_announcement():
    world = admitted()
    call, project = world.project.call, world.project
    said = {"call": call, "constraints": [], "at": AT}
    for outsider in (world.filed.carrier, world.filed.rival, world.readers[1]):
        with pytest.raises(Denied):
            draft_scenario(name="Vu", by=outsider, **said)
    first = begun_scenario(world)
    with pytest.raises(NameIsTaken):
        begun_scenario(world)
    kept = {project.pk: Chosen("reserve", None, "Faute de crédits", is_held=True)}
    choose_projects(scenario=first, choices=kept, seen=1, by=world.officer, at=AT)

    copy = draft_scenario(name="Copie", based_on=first, by=world.head, **said)

    assert copy.choices.get().reason == "Faute de crédits"
    assert kinds_of_scenarios(world) == ["scenario.drafted", "projects.chosen", "scenario.drafted"]
    # Whoever still reads a project of the call is shown no ranking, under whatever hat.
    reading = open_to(world, world.readers[0])
    reading.reviewer.user_id = world.officer.user_id
    reading.reviewer.save()
    with pytest.raises(Denied):
        draft_scenario(name="Influencé", by=world.officer, **said)

    decide_project(
        project=project, outcome="reserve", amount_cents=None, reason="Crédits", by=world.head,
        at=AT,
    )  # fmt: skip
    announce_results(call=call, by=world.head, at=AT)
    with pytest.raises(ArbitrationIsOver):
        draft_scenario(name="Trop tard", by=world.head, **said)


def test_nothing_is_arbitrated_while_the_call_is_open():
    world = filed()
    with pytest.raises(ArbitrationIsOver):
        draft_scenario(call=world.call, name="Tôt", constraints=[], by=world.state, at=AT)
