import pytest

from jalon.appraisal.operations import answer_opinion
from jalon.appraisal.operations.answer_opinion import ReasonIsMissing
from jalon.appraisal.states import NotFromThisState
from jalon.kernel.errors import Denied
from tests.appraisal.situations import AT, admitted, asked, kinds_of

pytestmark = pytest.mark.django_db


def test_an_opinion_with_reserves_says_which_and_is_final():
    world = admitted()
    opinion = asked(world, world.agency)
    said = {"opinion": opinion, "verdict": "reserved", "at": AT}
    with pytest.raises(Denied):
        answer_opinion(body="Non", by=world.readers[0], **said)
    with pytest.raises(ReasonIsMissing):
        answer_opinion(body=" ", by=world.agency, **said)

    done = answer_opinion(body="Prévoir un relais", by=world.agency, **said)

    assert (done.state, done.body) == ("answered", "Prévoir un relais")
    assert kinds_of(world.project)[-1] == "opinion.answered"
    with pytest.raises(NotFromThisState):
        answer_opinion(body="Finalement non", by=world.agency, **said)
