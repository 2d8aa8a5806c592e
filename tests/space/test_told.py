"""What is told to the person: her own, and what she does with it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from jalon.notifications.models import Notification
from tests.jobs import run_jobs
from tests.plans.situations import World
from tests.space.situations import browser_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_told_asks_the_same_statements_for_1_and_3(count, django_assert_num_queries):
    world = World()
    for _number in range(count):
        world.goal()
    run_jobs()
    user = world.dossier.person.accesses.get().user
    browser = browser_of(user)
    page = reverse("space_told")
    browser.get(page)

    with django_assert_num_queries(6):
        answer = browser.get(page).content.decode()

    assert answer.count("On vous propose un objectif.") == count
    assert browser.get(reverse("space_bell")).json()["unread"] == count
    number = Notification.objects.order_by("pk")[0].public_id
    opened = browser.post(reverse("space_read_told"), {"numero": number, "ouvrir": "1"})
    assert opened.url == reverse("space_path")
    assert browser.get(reverse("space_bell")).json()["unread"] == count - 1
    browser.post(reverse("space_unread_told"), {"numero": number})
    assert browser.get(reverse("space_ways")).status_code == 200
    assert Notification.objects.filter(read_at__lte=timezone.now()).count() == 0
