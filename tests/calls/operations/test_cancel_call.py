import pytest

from jalon.calls.calendar import is_open, takes_questions
from jalon.calls.operations import cancel_call
from jalon.calls.queries.readable import readable
from jalon.calls.states import CallState, NotFromThisState
from jalon.kernel.errors import Denied
from tests.calls.situations import (
    NOW,
    OPENS,
    drafted,
    follower,
    kinds_of,
    officer,
    published,
    sent_to,
    stranger,
    version_of,
)

pytestmark = pytest.mark.django_db


def test_it_stays_readable_takes_nothing_any_more_and_followers_are_told():
    by = officer()
    call = published(by)
    follower(call, "suit@exemple.example")
    assert is_open(call, version_of(call), OPENS)

    call = cancel_call(call=call, reason="Crédits redéployés", by=by, at=NOW)

    assert (call.state, call.cancel_reason) == (CallState.CANCELLED, "Crédits redéployés")
    assert call in readable(None)
    assert not is_open(call, version_of(call), OPENS)
    assert not takes_questions(call, version_of(call), OPENS)
    assert sent_to() == ["suit@exemple.example"]
    assert kinds_of(call)[-1] == "call.cancelled"


def test_a_draft_is_given_up_not_cancelled_and_never_by_another_body():
    by = officer()
    with pytest.raises(NotFromThisState):
        cancel_call(call=drafted(by), reason="Non", by=by, at=NOW)
    with pytest.raises(Denied):
        cancel_call(call=published(by), reason="Non", by=stranger(), at=NOW)
