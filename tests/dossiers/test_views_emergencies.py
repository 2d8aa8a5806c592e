"""A dossier opened in an emergency, through the pages and under row-level security."""

import datetime as dt

import pytest
from django.utils import timezone

from jalon.accounts.models import AffiliationRole
from jalon.dossiers.models import ExceptionalAccess
from jalon.journal.models import Purpose, Reading
from jalon.journal.readings import record_listing
from tests.dossiers.emergencies import TYPED, WHY, known, now_acting, opened, trusted
from tests.factories import AffiliationFactory, make_dossier
from tests.space.situations import account_of, browser_of

pytestmark = pytest.mark.django_db
OPEN = "/dossiers/acces-exceptionnel"
FORM = {**TYPED, "reason": WHY, "is_understood": "on"}


def text_of(answer):
    return answer.content.decode().replace("&#39;", "'").replace("\xa0", " ")


def test_from_the_reason_to_the_page_and_to_its_end(clock, sign_in):
    dossier, hat = known(), trusted()
    browser, page = sign_in(hat), f"/dossiers/{dossier.public_id}"
    assert browser.get(page).status_code == 404

    answer = browser.post(OPEN, FORM)

    assert (answer.status_code, answer.url) == (302, page)
    shown = text_of(browser.get(page))
    assert "Dossier ouvert en urgence" in shown
    assert "Il se ferme à 10 h 30" in shown
    assert "Camille Durand" in shown
    assert "Écrire une note" not in shown
    clock.shift(dt.timedelta(minutes=29, seconds=59))
    assert browser.get(page).status_code == 200
    clock.shift(dt.timedelta(seconds=1))
    for address in (page, f"{page}/bloc/identity", f"{page}/bloc/team"):
        assert browser.get(address).status_code == 404
    assert {one.purpose for one in Reading.objects.all()} == {Purpose.EMERGENCY}


def test_a_list_with_what_an_emergency_opened_is_on_record_as_such():
    hat = trusted()
    mine, urgent = make_dossier(referent=hat), known()
    opened(by=hat)

    record_listing([urgent.pk, mine.pk], by=now_acting(hat), at=timezone.now())

    rows = Reading.objects.values_list("dossiers", "purpose")
    assert {(tuple(found), purpose) for found, purpose in rows} == {
        ((mine.pk,), Purpose.SUPPORT), ((urgent.pk,), Purpose.EMERGENCY),
    }  # fmt: skip


def test_closed_by_hand_the_page_is_gone_at_once(sign_in):
    dossier, hat = known(), trusted()
    browser, page = sign_in(hat), f"/dossiers/{dossier.public_id}"
    browser.post(OPEN, FORM)

    browser.post(f"{page}/acces-exceptionnel/fermer")

    assert browser.get(page).status_code == 404
    assert browser.post(f"{page}/acces-exceptionnel/fermer").status_code == 404


def test_the_end_of_the_habilitation_closes_the_page(sign_in):
    dossier, hat = known(), trusted()
    browser, page = sign_in(hat), f"/dossiers/{dossier.public_id}"
    browser.post(OPEN, FORM)
    assert browser.get(page).status_code == 200

    hat.habilitations.update(ended_on=timezone.localdate())

    assert browser.get(page).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": "urgent"}, {"is_understood": ""}, {"france_travail": ""},
        {"birth_name": "Autre"}, {"france_travail": "7654321B"}, {"birth_day": "13"},
    ],
)  # fmt: skip
def test_nothing_opens_and_nothing_is_said_of_anybody(wrong, sign_in):
    dossier = known()

    answer = sign_in(trusted()).post(OPEN, {**FORM, **wrong})

    assert answer.status_code == 422
    assert str(dossier.public_id) not in text_of(answer)
    assert not ExceptionalAccess.objects.exists()


def test_without_a_habilitation_the_page_is_refused(sign_in):
    known()
    for hat in (AffiliationFactory(), AffiliationFactory(role=AffiliationRole.MANAGER)):
        assert sign_in(hat).get(OPEN).status_code == 403
        assert sign_in(hat).post(OPEN, FORM).status_code == 403


def test_asking_counts_in_the_budget_like_any_question(sign_in):
    known()
    browser = sign_in(trusted())
    answers = [
        browser.post(OPEN, {**FORM, "france_travail": f"{number:07d}Z"}).status_code
        for number in range(45)
    ]

    assert answers[0] == 422
    assert answers[-1] == 429


def test_the_referent_knows_at_once_and_prints_the_letter(sign_in):
    dossier = known()
    access = opened(trusted(user__last_name="Urgence"))
    browser = sign_in(dossier.referent.affiliation)

    home = text_of(browser.get("/aujourdhui", follow=True))
    letter = f"/dossiers/{dossier.public_id}/acces-exceptionnels/{access.public_id}/lettre"

    assert "Dossiers ouverts en urgence" in home
    assert "Mme Urgence" in home
    assert letter in home
    assert "Quelqu’un a ouvert votre dossier en urgence" in text_of(browser.get(letter))
    assert WHY not in home
    elsewhere = sign_in(make_dossier().referent.affiliation)
    assert "Urgence" not in text_of(elsewhere.get("/aujourdhui", follow=True))
    assert elsewhere.get(letter).status_code == 404


def test_the_person_sees_it_in_her_space(sign_in):
    dossier = known()
    opened(trusted(user__last_name="Urgence"))

    space = text_of(browser_of(account_of(dossier.person)).get("/mon-espace"))

    assert "Quelqu’un a ouvert votre dossier en urgence" in space
    assert "Mme Urgence" in space
    assert "On vérifie pourquoi avant" in space


def test_the_officer_judges_it_from_the_desk(clock, sign_in):
    dossier = known()
    access = opened()
    body = dossier.referent.organisation
    officer = AffiliationFactory(role=AffiliationRole.DATA_PROTECTION, organisation=body)
    address = f"/protection/acces/{access.public_id}"
    browser = sign_in(officer)
    assert address in text_of(browser.get("/protection"))
    assert "encore ouvert" in text_of(browser.get(address))
    clock.shift(dt.timedelta(days=6))
    browser = sign_in(officer)
    assert "en retard" in text_of(browser.get("/protection"))
    page = text_of(browser.get(address))
    assert WHY in page
    assert "Camille" not in page

    answer = browser.post(address, {"outcome": "unjustified", "opinion": "Rien ne pressait."})

    assert answer.url == "/protection"
    access.refresh_from_db()
    assert (access.outcome, access.opinion) == ("unjustified", "Rien ne pressait.")
    assert browser.get(address).status_code == 404
    assert "non justifié" in text_of(browser_of(account_of(dossier.person)).get("/mon-espace"))


def test_another_officer_and_everybody_else_find_nothing_to_judge(sign_in):
    dossier, hat = known(), trusted()
    access = opened(hat)
    address = f"/protection/acces/{access.public_id}"
    strangers = [
        hat, dossier.referent.affiliation, AffiliationFactory(role=AffiliationRole.DATA_PROTECTION)
    ]  # fmt: skip
    for one in strangers:
        browser = sign_in(one)
        assert browser.get(address).status_code == 404
        judged = browser.post(address, {"outcome": "justified", "opinion": "Oui."})
        assert judged.status_code == 404
    access.refresh_from_db()
    assert access.reviewed_at is None
