import pytest

from jalon.kernel.errors import Denied
from jalon.projects.models import Funder, Line
from jalon.projects.operations import import_lines
from tests.projects.situations import AT, SPENT, begun, brought

pytestmark = pytest.mark.django_db


def test_the_plan_becomes_that_of_the_spreadsheet():
    world = begun()
    brought(world, Funder.STATE, 10_00)

    import_lines(
        project=world.project, lines=[Line(**SPENT, amount_cents=7)], by=world.carrier, at=AT
    )

    assert [one.amount_cents for one in world.project.lines.all()] == [7]
    with pytest.raises(Denied):
        import_lines(project=world.project, lines=[], by=world.partner, at=AT)
