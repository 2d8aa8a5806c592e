import pytest
from django.utils import timezone

from jalon.kernel.errors import Denied
from jalon.vigilance.models import Standing, Step
from jalon.vigilance.operations import keep_stop
from jalon.vigilance.operations.keep_stop import AlreadyDecided
from tests.factories import actor
from tests.facts import recorded, refused
from tests.vigilance.operations.test_lift_stop import NOT_YOU
from tests.vigilance.situations import alert_about, colleague

pytestmark = pytest.mark.django_db


def keep(alert, by):
    return keep_stop(alert=alert, reason="Ce n'était pas elle.", by=by, at=timezone.now())


def test_an_account_in_doubt_is_stopped_by_whoever_knows_that_it_was_stolen():
    who = actor()
    alert, by = alert_about(who, Step.DOUBT), colleague(who.organisation_id)

    keep(alert, by)

    alert.refresh_from_db()
    assert (alert.decision, alert.decided_by_id) == ("kept", by.affiliation_id)
    assert Standing.objects.get(user_id=who.user_id).stopped_at is not None
    fact = {"alert_id": alert.pk, "user_id": who.user_id, "organisation_id": who.organisation_id}
    assert recorded()[-1] == ("stop.maintained", fact)


def test_what_is_decided_is_not_decided_again():
    who = actor()
    alert, by = alert_about(who), colleague(who.organisation_id)
    keep(alert, by)

    with refused(AlreadyDecided, "Quelqu'un a déjà décidé."):
        keep(alert, by)


def test_who_answers_for_another_body_keeps_nothing():
    alert = alert_about(actor())

    with refused(Denied, NOT_YOU):
        keep(alert, colleague(actor().organisation_id))
