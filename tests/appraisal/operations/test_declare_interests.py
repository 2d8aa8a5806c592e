import pytest

from jalon.appraisal.operations import declare_interests, write_marks
from jalon.appraisal.operations.declare_interests import ReasonIsMissing
from jalon.appraisal.states import NotFromThisState
from jalon.kernel.errors import Denied
from tests.appraisal.situations import AT, admitted, entrusted, kinds_of, marks, open_to

pytestmark = pytest.mark.django_db


def test_nobody_reads_before_and_who_has_a_link_says_which_and_does_not_read():
    world = admitted()
    reader = world.readers[0]
    review = entrusted(world, reader)
    with pytest.raises(NotFromThisState):
        write_marks(review=review, marks=marks(review), by=reader, at=AT)
    with pytest.raises(Denied):
        declare_interests(review=review, has_interest=False, reason="", by=world.readers[1], at=AT)
    with pytest.raises(ReasonIsMissing):
        declare_interests(review=review, has_interest=True, reason=" ", by=reader, at=AT)

    done = declare_interests(review=review, has_interest=True, reason="J’y siège", by=reader, at=AT)

    assert (done.state, done.recusal) == ("recused", "J’y siège")
    assert kinds_of(world.project)[-1] == "interests.declared"
    assert open_to(world, world.readers[1]).place == 1
