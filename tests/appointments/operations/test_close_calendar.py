import pytest
from django.utils import timezone

from jalon.appointments.operations import close_calendar, open_calendar
from jalon.kernel.errors import Denied
from tests.factories import AffiliationFactory, actor
from tests.facts import recorded

pytestmark = pytest.mark.django_db


def test_one_closes_ones_own_address_once():
    by, now = actor(AffiliationFactory()), timezone.now()
    feed = open_calendar(by=by, at=now)

    with pytest.raises(Denied):
        close_calendar(feed=feed, by=actor(AffiliationFactory()), at=now)
    for _n in range(2):
        close_calendar(feed=feed, by=by, at=now)

    feed.refresh_from_db()
    assert feed.ended_at == now
    assert [kind for kind, _ in recorded()] == ["calendar.opened", "calendar.closed"]
