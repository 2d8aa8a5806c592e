"""A person responsible reads who asks for a place, and decides."""

import pytest
from django.urls import reverse

from jalon.accounts.models import Affiliation, AffiliationRole
from tests.directory.requests import EMAIL, ask
from tests.factories import AffiliationFactory
from tests.jobs import delivered

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return AffiliationFactory(role=AffiliationRole.MANAGER)


def decision(asked, browser, word):
    path = reverse("decide_affiliation", args=[asked.public_id])
    return browser.post(path, {"decision": word})


@pytest.mark.parametrize("count", [1, 3])
def test_request_list_asks_the_same_statements_for_1_and_3(
    count, manager, sign_in, django_assert_num_queries
):
    for number in range(count):
        ask(manager.organisation, subject=f"person {number}")
    ask(AffiliationFactory().organisation, subject="of another body")
    browser = sign_in(manager)
    browser.get(reverse("affiliation_requests"))

    with django_assert_num_queries(2):  # the session with its hat, the requests
        page = browser.get(reverse("affiliation_requests")).content.decode()

    assert page.count("data-list-item") == count


def test_an_empty_list_says_so(manager, sign_in):
    page = sign_in(manager).get(reverse("affiliation_requests")).content.decode()

    assert "Aucune demande à décider" in page


def test_accepting_gives_the_place_and_writes_to_who_asked(manager, sign_in):
    asked = ask(manager.organisation)

    answer = decision(asked, sign_in(manager), "accept")

    assert answer.url == reverse("affiliation_requests")
    assert Affiliation.objects.filter(user__email=EMAIL).count() == 1
    [message] = delivered()
    assert message.to == [EMAIL]
    assert "vous donne une place" in message.body


def test_refusing_gives_nothing_and_writes_it(manager, sign_in):
    asked = ask(manager.organisation)

    decision(asked, sign_in(manager), "refuse")

    assert not Affiliation.objects.filter(user__email=EMAIL).exists()
    assert "n’a pas accepté" in delivered()[0].body


def test_an_address_taken_elsewhere_is_said_on_the_page(manager, sign_in):
    AffiliationFactory(user__email=EMAIL)
    asked = ask(manager.organisation, email_is_verified=True)

    answer = decision(asked, sign_in(manager), "accept")

    assert answer.status_code == 422
    assert "relie ProConnect depuis" in answer.content.decode()
    assert delivered() == []


def test_others_are_told_that_nothing_exists(manager, sign_in):
    asked = ask(manager.organisation)
    path = reverse("decide_affiliation", args=[asked.public_id])

    colleague = AffiliationFactory(organisation=manager.organisation)
    stranger = AffiliationFactory(role=AffiliationRole.MANAGER)
    for hat in (colleague, stranger):
        browser = sign_in(hat)
        assert browser.get(path).status_code == 404
        assert decision(asked, browser, "accept").status_code == 404
