import datetime as dt
from io import StringIO

import pytest

from jalon.kernel.errors import Denied
from jalon.projects.forms.writing import FrameForm
from jalon.projects.models import Project
from jalon.projects.operations import revise_project
from jalon.projects.turns import MovedMeanwhile
from jalon.territories.models import ZoneKind
from jalon.territories.zoning import load_zones
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


def test_the_zones_of_a_perimeter_are_recognised_where_their_list_is_loaded():
    world = begun()
    region, department = TerritoryFactory(kind="region"), TerritoryFactory(kind="department")
    there, elsewhere = (
        TerritoryFactory(kind="commune", code=code, region=region, department=department)
        for code in ("93101", "93202")
    )
    load_zones(ZoneKind.QPV, StringIO("codgeo\n93101\n"), in_force=dt.date(2024, 1, 1), source="L")
    by, project = world.carrier, world.project

    def present(seen, **changes):
        now = revise_project(project=project, changes=changes, seen=seen, by=by, at=AT)
        return now.zonings_present

    # No list of former experiments is loaded: until they are declared, nothing is said of them.
    assert present(1, places=[there]) is None
    assert present(2, zonings_present=[]) == ["qpv"]
    shown = FrameForm(project=Project.objects.get(pk=project.pk))
    assert shown["zonings_present"].initial == ["none"]  # « aucune » of those that are asked
    # What is declared stands, but for the quartiers: their list is loaded.
    assert present(3, zonings_present=["former", "qpv"], places=[elsewhere]) == ["former"]
    assert present(4, places=[elsewhere, there]) == ["former", "qpv"]
