import pytest
from django.db import IntegrityError, transaction

from jalon.calls.models import CallVersion
from jalon.calls.operations import publish_call
from jalon.calls.operations.publish_call import NotReadyYet
from jalon.calls.queries.completeness import lacks
from jalon.calls.queries.readable import readable
from jalon.calls.states import CallState
from jalon.kernel.errors import Denied
from tests.calls.situations import (
    CLOSES,
    NOW,
    drafted,
    kinds_of,
    officer,
    published,
    ready,
    stranger,
    version_of,
)

pytestmark = pytest.mark.django_db


def test_what_is_published_binds_is_read_by_all_and_never_changes():
    by = officer()
    call = published(by)
    version = version_of(call)

    assert (call.state, call.published_at, version.published_at) == (CallState.PUBLISHED, NOW, NOW)
    assert version.published_by_id == by.affiliation_id
    assert call in readable(None)
    assert kinds_of(call) == ["call.drafted", "call.revised", "call.published"]
    for write in (
        lambda: CallVersion.objects.filter(pk=version.pk).update(envelope_cents=1),
        lambda: CallVersion.objects.filter(pk=version.pk).delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()


def test_it_says_all_that_is_missing_and_publishes_nothing():
    by = officer()
    call = drafted(by, template="")

    with pytest.raises(NotReadyYet):
        publish_call(call=call, by=by, at=NOW)

    parts = [one.part for one in lacks(version_of(call), at=NOW)]
    assert parts == ["calendar", "money", "purpose", "sections", "grid", "contacts"]
    call.refresh_from_db()
    assert call.state == CallState.DRAFT


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"closes_at": NOW}, "calendar"),
        ({"questions_until": CLOSES.replace(hour=19)}, "calendar"),
        ({"envelope_cents": 500_000_00 - 1}, "money"),
        ({"grid": [{"code": "a", "label": "A", "weight": 99}]}, "grid"),
    ],
)
def test_what_does_not_hold_together_is_not_published(changes, part):
    by = officer()
    call = ready(by, **changes)

    assert {one.part for one in lacks(version_of(call), at=NOW)} == {part}
    with pytest.raises(NotReadyYet):
        publish_call(call=call, by=by, at=NOW)


def test_another_body_does_not_publish_it():
    with pytest.raises(Denied):
        publish_call(call=ready(officer()), by=stranger(), at=NOW)
