import pytest
from django.utils import timezone

from jalon.accounts.models import Organisation
from jalon.kernel.errors import Denied
from jalon.projects.operations import file_project, link_strategy
from jalon.projects.queries.content import content_of
from jalon.projects.states import NotFromThisState
from jalon.strategies.operations import discard_strategy, remove_strategy_step
from jalon.strategies.operations.discard_strategy import ContainedElsewhere
from jalon.strategies.rules import place_of
from tests.projects.situations import AT, complete, kinds_of
from tests.strategies.situations import department, draft, step_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def of_department(who):
    """Its body is that of a département of its own."""
    place = department(f"9{who.organisation_id}"[-3:])
    Organisation.objects.filter(pk=who.organisation_id).update(territory=place)


def test_a_project_contains_a_version_and_its_filing_keeps_what_it_said():
    world = complete()
    carrier, project = world.carrier, world.project
    of_department(carrier)
    of_department(world.rival)
    version = draft(place_of(carrier), carrier)
    with pytest.raises(Denied):
        link_strategy(project=project, strategy=version, by=world.partner, at=AT)
    elsewhere = draft(place_of(world.rival), world.rival)
    with pytest.raises(Denied):  # of a territory that is not its own
        link_strategy(project=project, strategy=elsewhere, by=carrier, at=AT)

    link_strategy(project=project, strategy=version, by=carrier, at=AT)
    link_strategy(project=project, strategy=version, by=carrier, at=AT)
    assert kinds_of(project).count("strategy.linked") == 1
    with pytest.raises(ContainedElsewhere):
        discard_strategy(strategy=version, by=carrier, at=timezone.now())
    filing = file_project(project=project, by=carrier, at=AT)

    kept = filing.content["strategy"]
    assert kept["title"] == version.title
    assert "first_appointment" in [one["code"] for one in kept["steps"]]
    own = next(one for one in version.steps.order_by("pk") if not one.legal_key)
    remove_strategy_step(step=step_of(version, own.code), by=carrier, at=timezone.now())
    now = content_of(world.now())["strategy"]
    filing.refresh_from_db()
    assert len(now["steps"]) == len(filing.content["strategy"]["steps"]) - 1
    with pytest.raises(NotFromThisState):
        link_strategy(project=project, strategy=None, by=carrier, at=AT)
