import pytest

from jalon.kernel.errors import Denied
from jalon.projects.operations import revise_project
from jalon.projects.turns import MovedMeanwhile
from tests.factories import TerritoryFactory
from tests.projects.situations import AT, begun

pytestmark = pytest.mark.django_db


def test_nothing_is_lost_when_two_write_and_places_follow():
    world = begun()
    one, two = TerritoryFactory(), TerritoryFactory(kind="region", code="44", name="Grand Est")
    by = world.carrier

    revise_project(project=world.project, changes={"places": [one, two]}, seen=1, by=by, at=AT)
    with pytest.raises(MovedMeanwhile) as refusal:
        revise_project(project=world.project, changes={"title": "Autre"}, seen=1, by=by, at=AT)
    revise_project(project=world.project, changes={"places": [two]}, seen=2, by=by, at=AT)

    assert refusal.value.standing.revision == 2
    assert [place.territory for place in world.project.places.all()] == [two]


def test_a_member_does_not_change_the_frame():
    world = begun()

    with pytest.raises(Denied):
        revise_project(project=world.project, changes={}, seen=1, by=world.partner, at=AT)
    with pytest.raises(KeyError):
        revise_project(
            project=world.project, changes={"state": "filed"}, seen=1, by=world.carrier, at=AT
        )
