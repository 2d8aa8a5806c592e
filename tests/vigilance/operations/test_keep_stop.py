import pytest
from django.utils import timezone

from jalon.kernel.errors import Denied
from jalon.vigilance.models import Standing, Step
from jalon.vigilance.operations import keep_stop, lift_stop
from jalon.vigilance.operations.keep_stop import AlreadyDecided
from jalon.wording.guard import Insistence, WordsToReview
from tests.factories import actor
from tests.facts import recorded, refused
from tests.vigilance.operations.test_lift_stop import NOT_YOU
from tests.vigilance.situations import alert_about, colleague

pytestmark = pytest.mark.django_db


def keep(alert, by, reason="Ce n'était pas elle.", **more):
    return keep_stop(alert=alert, reason=reason, by=by, at=timezone.now(), **more)


def test_an_account_in_doubt_is_stopped_by_whoever_knows_that_it_was_stolen():
    who = actor()
    alert, by = alert_about(who, Step.DOUBT), colleague(who.organisation_id)

    keep(alert, by)

    alert.refresh_from_db()
    assert (alert.decision, alert.decided_by_id) == ("kept", by.affiliation_id)
    assert Standing.objects.get(user_id=who.user_id).stopped_at is not None
    fact = {
        "alert_id": alert.pk,
        "user_id": who.user_id,
        "organisation_id": who.organisation_id,
        "classes": [],
    }
    assert recorded()[-1] == ("stop.maintained", fact)


def test_what_is_decided_is_not_decided_again():
    who = actor()
    alert, by = alert_about(who), colleague(who.organisation_id)
    keep(alert, by)

    with refused(AlreadyDecided, "Quelqu’un a déjà décidé."):
        keep(alert, by)


def test_who_answers_for_another_body_keeps_nothing():
    alert = alert_about(actor())

    with refused(Denied, NOT_YOU):
        keep(alert, colleague(actor().organisation_id))


@pytest.mark.parametrize("act", [keep_stop, lift_stop])
def test_words_that_have_no_place_are_looked_at_again_and_kept_with_a_reason(act):
    who = actor()
    alert, by = alert_about(who), colleague(who.organisation_id)
    said = {"alert": alert, "reason": "Elle sort de prison.", "by": by, "at": timezone.now()}
    with pytest.raises(WordsToReview) as refusal:
        act(**said)
    codes = frozenset(one.code for one in refusal.value.cautions)

    act(**said, insistence=Insistence(codes, " Son compte a servi là-bas. "))

    alert.refresh_from_db()
    assert alert.insisted_for == "Son compte a servi là-bas."
    assert recorded()[-1][1]["classes"] == [*codes]
