import pytest
from django.utils import timezone

from jalon.contracts.operations import draft_contract
from jalon.contracts.terms import BadTerms
from jalon.contracts.turns import NotNow
from jalon.dossiers.models import Limitation
from jalon.kernel.errors import Denied
from tests.contracts.situations import drafted, followed, terms, today
from tests.factories import AffiliationFactory, MembershipFactory, actor

pytestmark = pytest.mark.django_db


def draft(one, by=None, change="", **given):
    return draft_contract(
        dossier=one.dossier, terms=terms(**given), change=change, by=by or one.by,
        at=timezone.now(),
    )  # fmt: skip


def test_one_is_prepared_at_a_time_and_nothing_is_offered():
    one = drafted()

    assert one.contract.state == "draft"
    assert one.contract.organisation_id == one.by.organisation_id
    assert not one.contract.versions.exists()
    with pytest.raises(NotNow):
        draft(one)


def test_dates_follow_one_another_and_hours_stay_within_the_week():
    one = followed()

    with pytest.raises(BadTerms):
        draft(one, ends_on=today())
    with pytest.raises(BadTerms):
        draft(one, weekly_hours=36)
    with pytest.raises(NotNow):
        draft(one, change="amendment")  # of what?


def test_a_partner_prepares_nothing():
    one = followed()
    partner = AffiliationFactory(organisation__kind="siae")
    MembershipFactory(dossier=one.dossier, affiliation=partner)

    with pytest.raises(Denied):
        draft(one, by=actor(partner))


def test_nothing_is_prepared_while_the_contracts_are_limited():
    one = followed()
    Limitation.objects.create(dossier=one.dossier, block="K", granted_at=timezone.now())

    with pytest.raises(Denied):
        draft(one)
