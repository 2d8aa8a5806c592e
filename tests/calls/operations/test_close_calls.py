import datetime as dt

import pytest

from jalon.calls.calendar import is_open, takes_late_filing
from jalon.calls.operations import close_calls
from jalon.calls.states import CallState
from tests.calls.situations import CLOSES, kinds_of, officer, published, version_of

pytestmark = pytest.mark.django_db
SECOND = dt.timedelta(seconds=1)
GRACE = dt.timedelta(minutes=60)


def test_it_closes_to_the_second_whoever_notices_late():
    call = published(officer())
    version = version_of(call)

    assert is_open(call, version, CLOSES - SECOND)
    assert not is_open(call, version, CLOSES)
    assert takes_late_filing(call, version, CLOSES)
    assert not takes_late_filing(call, version, CLOSES - SECOND)
    assert not takes_late_filing(call, version, CLOSES + GRACE)
    assert close_calls(by=None, at=CLOSES + GRACE - SECOND) == 0
    assert close_calls(by=None, at=CLOSES + GRACE + dt.timedelta(days=3)) == 1
    assert close_calls(by=None, at=CLOSES + GRACE + dt.timedelta(days=3)) == 0
    call.refresh_from_db()
    assert (call.state, call.closed_at) == (CallState.CLOSED, CLOSES)
    assert kinds_of(call)[-1] == "call.closed"
