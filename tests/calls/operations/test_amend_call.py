import datetime as dt

import pytest
from django.core import mail

from jalon.calls import following, telling
from jalon.calls.operations import amend_call, publish_call, revise_call
from jalon.calls.operations.amend_call import AlreadyBeingAmended
from jalon.calls.operations.publish_call import NotReadyYet
from jalon.calls.queries.drafts import COPIED
from jalon.calls.queries.readable import binding
from jalon.calls.states import NotFromThisState
from jalon.kernel.errors import Denied
from tests.calls.situations import (
    CLOSES,
    NOW,
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
LATER = CLOSES + dt.timedelta(days=15)


def test_an_extension_is_the_next_version_and_everybody_concerned_is_told_once():
    by = officer()
    call = published(by)
    first = version_of(call)
    followed = follower(call, "suit@exemple.example")
    follower(call, "jamais@exemple.example", confirmed=False)
    telling.audiences.append(lambda one: ["suit@exemple.example", "brouillon@exemple.example"])
    try:
        draft = amend_call(call=call, by=by, at=NOW)
        assert all(getattr(draft, name) == getattr(first, name) for name in COPIED)
        assert binding(call) == first
        revise_call(call=call, changes={"closes_at": LATER}, by=by, at=NOW)
        with pytest.raises(NotReadyYet):
            publish_call(call=call, by=by, at=NOW)
        publish_call(call=call, change="Clôture reportée", by=by, at=NOW)
    finally:
        telling.audiences.clear()

    assert binding(call).closes_at == LATER
    assert kinds_of(call)[-3:] == ["call.amended", "call.revised", "call.published"]
    assert sent_to() == ["brouillon@exemple.example", "suit@exemple.example"]
    assert following.found_by(following.code_of(followed.public_id)) == followed
    assert mail.outbox == []  # everything goes through the post


def test_one_version_is_written_at_a_time_by_its_own_body_while_the_call_lives():
    by = officer()
    call = published(by)
    amend_call(call=call, by=by, at=NOW)

    with pytest.raises(AlreadyBeingAmended):
        amend_call(call=call, by=by, at=NOW)
    with pytest.raises(Denied):
        amend_call(call=call, by=stranger(), at=NOW)
    with pytest.raises(NotFromThisState):
        amend_call(call=drafted(by), by=by, at=NOW)
