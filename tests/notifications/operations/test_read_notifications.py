import pytest

from jalon.notifications.models import Notification
from jalon.notifications.operations import read_notifications
from tests.factories import actor
from tests.notifications.situations import told
from tests.plans.situations import now

pytestmark = pytest.mark.django_db


def test_those_or_all_and_one_s_own_alone():
    world = told(3)
    first = Notification.objects.order_by("pk")[0]

    assert read_notifications(numbers=None, by=actor(), at=now()) == 0
    assert read_notifications(numbers=[first.public_id], by=world.referent, at=now()) == 1
    by = world.referent
    assert read_notifications(numbers=None, by=by, at=now(), family="news") == 0
    assert read_notifications(numbers=None, by=by, at=now(), family="turn") == 2
    assert read_notifications(numbers=None, by=world.referent, at=now()) == 0
