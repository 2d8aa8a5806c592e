import pytest

from jalon.appraisal.operations import write_remark
from jalon.kernel.errors import Denied
from tests.appraisal.situations import AT, kinds_of, received

pytestmark = pytest.mark.django_db


def test_a_note_is_left_to_the_other_officers():
    world = received()

    remark = write_remark(project=world.project, body="À suivre", by=world.officer, at=AT)

    assert (remark.body, remark.written_by_id) == ("À suivre", world.officer.affiliation_id)
    assert kinds_of(world.project) == ["remark.written"]
    with pytest.raises(Denied):
        write_remark(project=world.project, body="?", by=world.readers[0], at=AT)
