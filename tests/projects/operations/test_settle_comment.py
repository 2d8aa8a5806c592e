import pytest

from jalon.kernel.errors import Denied
from jalon.projects.operations import comment_field, settle_comment
from tests.projects.situations import AT, begun, kinds_of

pytestmark = pytest.mark.django_db


def test_settled_once_by_the_consortium():
    world = begun()
    said = comment_field(
        project=world.project, field="money", body="À revoir", by=world.partner, at=AT
    )

    with pytest.raises(Denied):
        settle_comment(comment=said, by=world.rival, at=AT)
    for _twice in range(2):
        settle_comment(comment=said, by=world.carrier, at=AT)

    said.refresh_from_db()
    assert said.settled_by_id == world.carrier.affiliation_id
    assert kinds_of(world.project).count("comment.settled") == 1
