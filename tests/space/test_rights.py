"""« Mes droits »: ask, be acknowledged, follow, change one's mind."""

import pytest
from django.utils import timezone

from jalon.kernel.ids import uuid7
from jalon.protection.models import DataRequest, RequestState
from jalon.protection.operations import accept_request, refuse_request
from tests.factories import AffiliationFactory, MembershipFactory
from tests.jobs import delivered
from tests.protection.situations import OFFICER, asked, officer_of, question
from tests.space.situations import account_of, browser_of, camille

pytestmark = pytest.mark.django_db
RIGHTS = "/mon-espace/droits"


def test_a_request_is_filed_told_and_shown_with_its_deadline(clock):
    dossier = camille()
    officer = AffiliationFactory(role=OFFICER, organisation=dossier.referent.organisation)
    person = account_of(dossier.person)
    browser = browser_of(person)

    answer = browser.post(f"{RIGHTS}/effacer", {"body": "Je n'ai plus besoin de rien."})

    request = DataRequest.objects.get()
    assert (request.kind, request.body) == ("erasure", "Je n'ai plus besoin de rien.")
    page = browser.get(answer.url).content.decode()
    assert "Je n&#39;ai plus besoin de rien." in page
    assert "jeudi 24 décembre 2026" in page
    assert {message.to[0] for message in delivered()} == {person.email, officer.user.email}
    acknowledged = next(one for one in delivered() if one.to == [person.email])
    assert "jeudi 24 décembre 2026" in acknowledged.body
    for secret in ("Camille", "Durand", "effacer", "besoin"):
        assert secret not in acknowledged.subject + acknowledged.body


def test_an_objection_to_one_of_those_around_or_to_a_part():
    dossier = camille()
    around = MembershipFactory(dossier=dossier).organisation
    stranger = AffiliationFactory().organisation
    browser = browser_of(account_of(dossier.person))
    page = browser.get(f"{RIGHTS}/opposition").content.decode()
    assert str(around.public_id) in page
    assert str(stranger.public_id) not in page
    assert str(dossier.referent.organisation.public_id) not in page

    browser.post(
        f"{RIGHTS}/opposition", {"organisation": around.public_id, "block": "", "body": ""}
    )
    browser.post(f"{RIGHTS}/opposition", {"organisation": "", "block": "N", "body": ""})
    refused = browser.post(
        f"{RIGHTS}/opposition", {"organisation": stranger.public_id, "block": "", "body": ""}
    )
    nothing = browser.post(f"{RIGHTS}/opposition", {"organisation": "", "block": "", "body": "Non"})

    aims = [(one.organisation, one.block) for one in DataRequest.objects.order_by("pk")]
    assert aims == [(around, ""), (None, "N")]
    assert (refused.status_code, nothing.status_code) == (422, 422)


def test_a_correction_says_what_is_wrong():
    browser = browser_of(account_of(camille().person))

    answer = browser.post(f"{RIGHTS}/corriger", {"body": ""})

    assert answer.status_code == 422
    assert not DataRequest.objects.exists()


def test_the_answer_is_read_and_the_requests_of_others_do_not_exist():
    dossier, other = camille(), camille()
    person = account_of(dossier.person)
    mine, theirs = asked(dossier), asked(other, body="Secret de l'autre")
    refuse_request(
        request=mine, answer="La loi l'interdit.", by=officer_of(dossier), at=timezone.now()
    )
    browser = browser_of(person)

    page = browser.get(f"/mon-espace/demandes/{mine.public_id}").content.decode()
    assert "La loi l&#39;interdit." in page
    assert "Secret" not in browser.get(RIGHTS).content.decode()
    nothing = browser.get(f"/mon-espace/demandes/{uuid7()}")
    hidden = browser.get(f"/mon-espace/demandes/{theirs.public_id}")
    assert hidden.status_code == nothing.status_code == 404
    for address in (theirs.public_id, mine.public_id):
        browser.post(f"/mon-espace/demandes/{address}/retirer")
    theirs.refresh_from_db()
    mine.refresh_from_db()
    assert (theirs.state, mine.state) == (RequestState.OPEN, RequestState.REFUSED)


def test_the_person_withdraws_after_a_page_that_says_what_will_happen():
    dossier = camille()
    person = account_of(dossier.person)
    request = asked(dossier)
    browser = browser_of(person)
    address = f"/mon-espace/demandes/{request.public_id}/retirer"

    assert "Personne n’y répondra" in browser.get(address).content.decode()
    answer = browser.post(address)

    request.refresh_from_db()
    assert (answer.url, request.state) == (RIGHTS, RequestState.WITHDRAWN)


def test_the_answer_to_a_question_names_who_answered():
    dossier = camille()
    person = account_of(dossier.person)
    request = question(dossier)
    accept = officer_of(dossier)
    DataRequest.objects.filter(pk=request.pk).update(
        state="answered", closed_at=timezone.now(), closed_by=accept.affiliation_id
    )
    request.refresh_from_db()
    request.answer = "Elle remplaçait."
    request.save()

    page = browser_of(person).get(f"/mon-espace/demandes/{request.public_id}").content.decode()

    assert "Elle remplaçait." in page
    assert accept.name in page


def test_an_unknown_right_does_not_exist():
    browser = browser_of(account_of(camille().person))

    for word in ("explanation", "access", "tout"):
        assert browser.get(f"{RIGHTS}/{word}").status_code == 404


@pytest.mark.parametrize("requests", [1, 3])
def test_rights_ask_the_same_statements_for_1_and_3(requests, django_assert_num_queries):
    dossier = camille()
    person = account_of(dossier.person)
    for _number in range(requests):
        asked(dossier, "correction")
    browser = browser_of(person)
    browser.get(RIGHTS)

    with django_assert_num_queries(5):
        page = browser.get(RIGHTS).content.decode()

    assert page.count("Faire corriger une erreur</a> <span") == requests


def test_accepting_an_objection_shows_in_the_history():
    dossier = camille()
    person = account_of(dossier.person)
    request = asked(dossier, "objection", block="N")
    accept_request(request=request, answer="Fait.", by=officer_of(dossier), at=timezone.now())

    page = browser_of(person).get(RIGHTS).content.decode()

    assert "acceptée" in page
