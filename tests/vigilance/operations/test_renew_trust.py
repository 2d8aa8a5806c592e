import pytest
from django.utils import timezone

from jalon.kernel.errors import Denied
from jalon.vigilance.models import Standing, Step
from jalon.vigilance.operations import renew_trust
from tests.factories import actor
from tests.facts import recorded, refused
from tests.vigilance.situations import alert_about

pytestmark = pytest.mark.django_db


def renew(who, user_id=None):
    return renew_trust(user_id=user_id or who.user_id, by=who, at=timezone.now())


def test_a_factor_given_after_the_doubt_settles_it():
    who = actor()
    alert_about(who, Step.DOUBT)

    assert renew(who)

    standing = Standing.objects.get()
    assert standing.doubted_at is None
    assert standing.vouched_at is not None
    fact = {"user_id": who.user_id, "organisation_id": who.organisation_id}
    assert recorded()[-1] == ("trust.renewed", fact)


def test_it_settles_neither_a_stop_nor_the_doubt_of_somebody_else():
    who, other = actor(), actor()
    alert_about(who, Step.DOUBT)
    alert_about(who)

    assert not renew(who)
    assert not renew(other)
    with refused(Denied, "Chacun ne confirme que sa propre identité."):
        renew(other, who.user_id)
    assert Standing.objects.get(user_id=who.user_id).stopped_at is not None
