import pytest

from jalon.appraisal.arbitration.choices import Chosen
from jalon.appraisal.operations import choose_projects, take_over_scenario
from jalon.appraisal.operations.take_over_scenario import ReasonsAreMissing
from jalon.kernel.errors import Denied
from tests.appraisal.situations import AT, admitted, begun_scenario, kinds_of, kinds_of_scenarios

pytestmark = pytest.mark.django_db


def test_who_is_responsible_decides_as_it_says_with_a_reason_for_each():
    world = admitted()
    scenario, key = begun_scenario(world), world.project.pk
    kept = {key: Chosen("selected", 90_000_00)}
    choose_projects(scenario=scenario, choices=kept, seen=1, by=world.officer, at=AT)
    said = {"scenario": scenario, "at": AT, "by": world.head, "shared": {"selected": "Solide"}}
    with pytest.raises(Denied):
        take_over_scenario(seen=2, **{**said, "by": world.officer})
    with pytest.raises(ReasonsAreMissing):
        take_over_scenario(seen=2, **{**said, "shared": {"reserve": "Crédits", "selected": " "}})
    assert not world.project.decisions.exists()

    [decision] = take_over_scenario(seen=2, **said)

    assert (decision.outcome, decision.amount_cents, decision.reason) == (
        "selected", 90_000_00, "Solide",
    )  # fmt: skip
    scenario.refresh_from_db()
    assert scenario.taken_over_by_id == world.head.affiliation_id
    assert take_over_scenario(seen=scenario.revision, **said) == []  # decided so already
    assert (kinds_of(world.project)[-1], kinds_of_scenarios(world)[-1]) == (
        "project.decided", "scenario.taken",
    )  # fmt: skip
