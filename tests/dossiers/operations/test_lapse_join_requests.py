import datetime as dt

import pytest
from django.utils import timezone

from jalon.dossiers.operations import lapse_join_requests
from tests.dossiers.emergencies import known
from tests.dossiers.operations.test_request_to_join import ask
from tests.facts import recorded

pytestmark = pytest.mark.django_db


def test_what_nobody_answered_in_time_is_over_once(clock):
    known()
    request = ask()
    clock.shift(dt.timedelta(days=30))

    assert [lapse_join_requests(by=None, at=timezone.now()) for _ in "12"] == [1, 0]

    request.refresh_from_db()
    assert (request.state, request.decided_by) == ("expired", None)
    assert recorded()[-1][0] == "join.expired"
