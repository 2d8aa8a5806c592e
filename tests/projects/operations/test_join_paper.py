import hashlib

import pytest

from jalon.kernel.errors import Denied
from jalon.projects.operations import join_paper
from tests.projects.situations import AT, begun

pytestmark = pytest.mark.django_db


def test_joining_again_replaces_and_a_member_joins_nothing():
    world = begun()

    def join(content, by):
        return join_paper(
            project=world.project, document="rib", name="rib.pdf", content=content, by=by, at=AT
        )

    join(b"un", world.carrier)
    last = join(b"deux", world.carrier)

    assert list(world.project.papers.all()) == [last]
    assert last.digest == hashlib.sha256(b"deux").hexdigest()
    with pytest.raises(Denied):
        join(b"trois", world.partner)
