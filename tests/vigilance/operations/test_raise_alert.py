import pytest
from django.utils import timezone

from jalon.vigilance.models import Alert, Standing, Step
from jalon.vigilance.operations import raise_alert
from tests.factories import actor
from tests.facts import recorded
from tests.vigilance.situations import alert_about, excess

pytestmark = pytest.mark.django_db


def test_an_account_that_went_too_far_is_stopped_and_its_alert_waits_to_be_told():
    who = actor()

    alert = alert_about(who)

    assert (alert.user_id, alert.organisation_id) == (who.user_id, who.organisation_id)
    assert (alert.measure, alert.period, alert.counted, alert.budget) == ("opened", "hour", 121, 80)
    assert (alert.told_at, alert.decision) == (None, "")
    assert Standing.objects.get().stopped_at == alert.raised_at
    fact = {
        "alert_id": alert.pk,
        "user_id": who.user_id,
        "organisation_id": who.organisation_id,
        "step": "stop",
    }
    assert recorded() == [("alert.raised", fact)]


def test_a_doubt_stops_nothing_yet():
    who = actor()
    alert = alert_about(who, Step.DOUBT)

    standing = Standing.objects.get()
    assert (standing.doubted_at, standing.stopped_at) == (alert.raised_at, None)


def test_a_slow_down_is_told_and_changes_nothing():
    alert = alert_about(actor(), Step.SLOW)

    assert (alert.step, Standing.objects.count()) == ("slow", 0)


def test_one_open_alert_is_enough_and_keeps_its_first_hour():
    who = actor()
    first = alert_about(who)

    assert raise_alert(excess=excess(who), by=None, at=timezone.now()) is None
    assert Alert.objects.get() == first
    assert Standing.objects.get().stopped_at == first.raised_at
    assert len(recorded()) == 1
