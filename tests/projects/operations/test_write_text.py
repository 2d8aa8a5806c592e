import pytest

from jalon.kernel.errors import Denied
from jalon.projects.operations import write_text
from jalon.projects.queries.texts import current, writings
from jalon.projects.turns import MovedMeanwhile
from tests.projects.situations import AT, begun, filed

pytestmark = pytest.mark.django_db


def write(world, body, seen, by=None):
    return write_text(
        project=world.project, code="resume", body=body, seen=seen, by=by or world.carrier, at=AT
    )


def test_each_writing_is_kept_and_the_last_one_is_the_text():
    world = begun()
    write(world, "Un", 0)
    write(world, "Deux", 1)
    write(world, "Deux", 1)  # sent twice

    with pytest.raises(MovedMeanwhile) as refusal:
        write(world, "Trois", 1)

    assert refusal.value.standing.body == "Deux"
    assert [one.body for one in writings(world.project, "resume")] == ["Deux", "Un"]
    assert current(world.project)["resume"].body == "Deux"


def test_neither_by_a_member_nor_once_filed():
    world = filed()

    with pytest.raises(Denied):
        write(world, "Non", 1, by=world.partner)
    with pytest.raises(Exception, match="déposé"):
        write(world, "Trop tard", 1)
