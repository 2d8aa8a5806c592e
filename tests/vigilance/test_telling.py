"""Who is told of an alert, when, and by whom it is not."""

import pytest
from django.utils import timezone

from jalon.accounts.models import AffiliationRole, User
from jalon.config.subscriptions import KEPT
from jalon.vigilance.counting import HOUR, spend
from jalon.vigilance.models import Alert, Sighting
from jalon.vigilance.telling import forget_sightings, tell
from tests.factories import AffiliationFactory, actor
from tests.jobs import delivered
from tests.vigilance.situations import alert_about, colleague

pytestmark = pytest.mark.django_db


def test_managers_and_the_security_contact_are_told_once_and_never_the_account(settings):
    settings.JALON_SECURITY_CONTACT = "securite@organisme.example"
    who = colleague(actor().organisation_id)
    manager = colleague(who.organisation_id)
    colleague(who.organisation_id, AffiliationRole.PROFESSIONAL)
    AffiliationFactory(role=AffiliationRole.MANAGER)
    alert_about(who)

    tell(timezone.now())
    tell(timezone.now())

    told = User.objects.get(pk=manager.user_id).email
    assert [message.to for message in delivered()] == [["securite@organisme.example"], [told]]
    assert ": 121, pour 80 prévues" in delivered()[0].body
    assert "/vigilance" in delivered()[0].body


def test_the_keeper_tells_within_ten_minutes():
    [every] = [task.every for task in KEPT if task.run is tell]

    assert every.total_seconds() <= 60


def test_what_is_too_old_to_count_is_forgotten(clock):
    who = actor()
    spend(who, [1], opens=True, at=timezone.now())
    clock.shift(8 * 24 * HOUR)
    spend(who, [2], opens=True, at=timezone.now())
    forget_sightings(timezone.now())
    assert Sighting.objects.count() == 2

    clock.shift(HOUR)
    forget_sightings(timezone.now())

    assert Sighting.objects.get().subject == 2


def test_an_account_that_is_slowed_and_never_refused_is_told_of_too(clock):
    who = actor()
    colleague(who.organisation_id)
    for person in range(82):
        spend(who, [person], opens=True, at=timezone.now())
        clock.shift(21)

    tell(timezone.now())

    alert = Alert.objects.get()
    assert (alert.step, alert.measure, alert.counted) == ("slow", "opened", 82)
    assert len(delivered()) == 1
