import pytest

from jalon.notifications.models import DigestTime, Family, Preference, Way
from jalon.notifications.operations import choose_ways
from tests.factories import actor
from tests.plans.situations import now

pytestmark = pytest.mark.django_db


def test_what_cannot_wait_is_left_out_and_the_rest_is_kept_once():
    by = actor()

    for way in (Way.NEVER, Way.AT_ONCE):
        choose_ways(ways={Family.NEWS: way, Family.URGENT: way}, hour=9, by=by, at=now())

    [said] = Preference.objects.filter(user=by.user_id)
    assert (said.family, said.way) == (Family.NEWS, Way.AT_ONCE)
    assert DigestTime.objects.get(user=by.user_id).hour == 9
