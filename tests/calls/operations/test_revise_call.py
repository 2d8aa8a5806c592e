import pytest

from jalon.calls.operations import revise_call
from jalon.calls.queries.drafts import NothingBeingWritten, WrittenMeanwhile
from jalon.kernel.errors import Denied
from tests.calls.situations import NOW, drafted, kinds_of, officer, published, stranger, version_of

pytestmark = pytest.mark.django_db


def test_parts_of_the_draft_change_and_the_fact_names_them():
    by = officer()
    call = drafted(by)

    revise_call(call=call, changes={"title": "Autre titre", "purpose": "Autre"}, by=by, at=NOW)

    call.refresh_from_db()
    version = version_of(call)
    assert (call.title, version.purpose, version.revision) == ("Autre titre", "Autre", 2)
    assert kinds_of(call) == ["call.drafted", "call.revised"]


def test_nobody_overwrites_what_was_written_meanwhile():
    by = officer()
    call = drafted(by)
    revise_call(call=call, changes={"purpose": "Premier"}, revision=1, by=by, at=NOW)

    with pytest.raises(WrittenMeanwhile):
        revise_call(call=call, changes={"purpose": "Second"}, revision=1, by=by, at=NOW)

    assert version_of(call).purpose == "Premier"


def test_what_is_published_another_s_or_unknown_is_not_changed():
    by = officer()
    call = published(by)

    with pytest.raises(NothingBeingWritten):
        revise_call(call=call, changes={"purpose": "Trop tard"}, by=by, at=NOW)
    with pytest.raises(Denied):
        revise_call(call=call, changes={}, by=stranger(), at=NOW)
    with pytest.raises(KeyError):
        revise_call(call=drafted(by), changes={"state": "published"}, by=by, at=NOW)
