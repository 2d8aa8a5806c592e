import pytest

from jalon.calls.models import Call, CallVersion
from jalon.calls.operations import amend_call, discard_call
from jalon.calls.queries.drafts import NothingBeingWritten
from jalon.kernel.errors import Denied
from tests.calls.situations import NOW, drafted, kinds_of, officer, published, stranger

pytestmark = pytest.mark.django_db


def test_a_call_never_published_leaves_its_facts_alone():
    by = officer()
    call = drafted(by)
    number = call.pk

    discard_call(call=call, by=by, at=NOW)

    assert not Call.objects.filter(pk=number).exists()
    call.pk = number
    assert kinds_of(call) == ["call.drafted", "call.discarded"]


def test_giving_up_the_next_version_leaves_what_binds():
    by = officer()
    call = published(by)
    with pytest.raises(NothingBeingWritten):
        discard_call(call=call, by=by, at=NOW)
    amend_call(call=call, by=by, at=NOW)
    with pytest.raises(Denied):
        discard_call(call=call, by=stranger(), at=NOW)

    discard_call(call=call, by=by, at=NOW)

    assert [one.number for one in CallVersion.objects.filter(call=call)] == [1]
