import datetime as dt

import pytest
from django.utils import timezone

from jalon.accounts.models import Affiliation, FederatedIdentity, User
from jalon.directory.models import AffiliationRequest
from jalon.directory.operations import refuse_affiliation
from jalon.directory.operations.request_affiliation import OrganisationClosed
from tests.directory.requests import ask
from tests.directory.situations import manager_of
from tests.factories import OrganisationFactory
from tests.facts import recorded, refused

pytestmark = pytest.mark.django_db


def test_a_request_gives_nothing_by_itself():
    organisation, at = OrganisationFactory(), timezone.now()

    asked = ask(organisation, email="Zoe.Lambert@Organisme.example", at=at)

    assert (asked.email, asked.name) == ("zoe.lambert@organisme.example", "Zoé Lambert")
    assert (asked.outcome, asked.expires_at) == ("pending", at + dt.timedelta(days=30))
    assert not User.objects.exists()
    assert not Affiliation.objects.exists()
    assert not FederatedIdentity.objects.exists()
    assert recorded() == [
        (
            "affiliation.requested",
            {"request_id": asked.pk, "organisation_id": organisation.pk},
        )
    ]


def test_asked_again_while_it_waits_it_is_the_same_request():
    organisation = OrganisationFactory()
    first = ask(organisation)
    facts = recorded()

    assert ask(organisation) == first
    assert recorded() == facts
    assert ask(organisation, subject="somebody else") != first


def test_a_refused_request_is_not_asked_again_at_once_but_later_it_may_be(clock):
    organisation = OrganisationFactory()
    by = manager_of(organisation)
    asked = refuse_affiliation(request=ask(organisation), by=by, at=timezone.now())

    clock.shift(dt.timedelta(days=29))
    assert ask(organisation).outcome == "refused"

    clock.shift(dt.timedelta(days=1))
    again = ask(organisation)
    assert (again.pk, again.outcome, again.decided_by) == (asked.pk, "pending", None)


def test_a_closed_body_is_asked_nothing():
    organisation = OrganisationFactory(closed_on=timezone.localdate())

    with refused(OrganisationClosed, "Cet organisme est fermé dans l’annuaire."):
        ask(organisation)


@pytest.mark.django_db(transaction=True)
def test_two_tabs_at_once_make_one_request(at_once):
    organisation = OrganisationFactory()

    results = at_once(lambda: ask(organisation), lambda: ask(organisation))

    assert [type(result) for result in results] == [AffiliationRequest] * 2
    assert AffiliationRequest.objects.count() == 1
    assert len(recorded()) == 1
