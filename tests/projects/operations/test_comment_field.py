import pytest

from jalon.kernel.errors import Denied
from jalon.projects.operations import comment_field
from tests.projects.situations import AT, begun

pytestmark = pytest.mark.django_db


def test_the_consortium_comments_and_nobody_else():
    world = begun()

    said = comment_field(
        project=world.project, field="text-resume", body="Et les QPV ?", by=world.partner, at=AT
    )

    assert (said.organisation_id, said.settled_at) == (world.partner.organisation_id, None)
    for who in (world.rival, world.state):
        with pytest.raises(Denied):
            comment_field(project=world.project, field="money", body="Non", by=who, at=AT)
