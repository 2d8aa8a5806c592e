import pytest

from jalon.notifications.models import Notification
from jalon.notifications.operations import read_notifications, unread_notifications
from tests.factories import actor
from tests.notifications.situations import told
from tests.plans.situations import now

pytestmark = pytest.mark.django_db


def test_what_was_read_before_stays_read_when_all_is_taken_back():
    world = told(3)
    first = Notification.objects.order_by("pk")[0]
    read_notifications(numbers=[first.public_id], by=world.referent, at=now())
    at = now()
    read_notifications(numbers=None, by=world.referent, at=at)

    assert unread_notifications(by=actor(), at=now(), since=at) == 0
    assert unread_notifications(by=world.referent, at=now(), since=at) == 2
    assert unread_notifications(numbers=[first.public_id], by=world.referent, at=now()) == 1
    assert Notification.objects.unread().count() == 3
