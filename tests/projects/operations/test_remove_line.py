import pytest

from jalon.kernel.errors import Denied
from jalon.projects.operations import remove_line
from tests.projects.situations import AT, begun, kinds_of, line

pytestmark = pytest.mark.django_db


def test_removed_once_by_the_carrier():
    world = begun()
    one = line(world, amount_cents=1)

    with pytest.raises(Denied):
        remove_line(line=one, by=world.partner, at=AT)
    for _twice in range(2):
        remove_line(line=one, by=world.carrier, at=AT)

    assert not world.project.lines.exists()
    assert kinds_of(world.project).count("line.removed") == 1
