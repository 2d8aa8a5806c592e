"""The officer's desk and the manager's questions: deadlines, decisions, and nobody else's."""

import csv
import datetime as dt
import io

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone

from jalon.accounts.acting import acting
from jalon.accounts.models import Affiliation
from jalon.dossiers.models import Objection
from jalon.dossiers.operations import hand_space_code
from jalon.journal.models import Channel, Purpose, Reading
from jalon.kernel.ids import uuid7
from jalon.protection.models import DataRequest, RegisterLookup, RequestState
from jalon.protection.operations import accept_request, open_register
from jalon.protection.queries.desk import in_charge_of, protected_dossiers, questions_to
from jalon.protection.rules import ANSWER_REQUEST, OPEN_REGISTER, REFUSE_REQUEST
from jalon.protection.views.register import harmless
from tests.factories import AffiliationFactory, MembershipFactory, actor
from tests.jobs import delivered
from tests.protection.situations import (
    MANAGER,
    OFFICER,
    asked,
    days_ago,
    officer_of,
    question,
    reading,
)
from tests.space.situations import account_of, camille

pytestmark = pytest.mark.django_db
REGISTER = "/protection/registre"


def officer_hat(dossier):
    return AffiliationFactory(role=OFFICER, organisation=dossier.referent.organisation)


def text_of(answer):
    return answer.content.decode().replace("&#39;", "'").replace("\xa0", " ")


def test_requests_are_sorted_by_what_their_deadline_says(clock, sign_in):
    dossier = camille()
    hat = officer_hat(dossier)
    for kind, days in (("erasure", 40), ("limitation", 25), ("correction", 1)):
        asked(dossier, kind)
        DataRequest.objects.filter(kind=kind).update(
            due_on=timezone.localdate() + dt.timedelta(days=30 - days)
        )
    asked(camille(), "access")

    page = text_of(sign_in(hat).get("/protection"))

    places = [page.index(word) for word in ("En retard", "sous 7 jours", "Ensuite")]
    kinds = [page.index(word) for word in ("Faire effacer", "Faire suspendre", "Faire corriger")]
    assert sorted([*places, *kinds]) == [
        places[0], kinds[0], places[1], kinds[1], places[2], kinds[2],
    ]  # fmt: skip
    assert "Avoir une copie" not in page
    assert "Camille" not in page  # no name before a request is opened


def test_opening_a_request_shows_who_asks_and_goes_on_record(sign_in):
    dossier = camille()
    request = asked(dossier, body="Mon adresse est fausse.")

    page = text_of(sign_in(officer_hat(dossier)).get(f"/protection/demandes/{request.public_id}"))

    assert "Camille Durand" in page
    assert "Mon adresse est fausse." in page
    record = Reading.objects.get(purpose=Purpose.DATA_PROTECTION)
    assert (record.dossiers, record.blocks) == ([dossier.pk], ["identity"])


def test_the_desk_is_not_a_way_into_a_dossier(sign_in):
    dossier = camille()
    browser = sign_in(officer_hat(dossier))

    assert browser.get(f"/dossiers/{dossier.public_id}").status_code == 404
    assert browser.get(f"/dossiers/{dossier.public_id}/remettre").status_code == 404


def test_what_another_officer_answers_does_not_exist(sign_in):
    request = asked()
    browser = sign_in(AffiliationFactory(role=OFFICER))

    for way in ("", "/accepter", "/refuser", "/prolonger", "/lettre", "/fin-opposition"):
        nothing = browser.get(f"/protection/demandes/{uuid7()}{way}")
        assert browser.get(f"/protection/demandes/{request.public_id}{way}").status_code == 404
        assert nothing.status_code == 404
    for way in ("/accepter", "/refuser"):
        browser.post(f"/protection/demandes/{request.public_id}{way}", {"answer": "Non."})
    request.refresh_from_db()
    assert request.is_open


def test_nobody_but_an_officer_sits_at_the_desk(sign_in):
    dossier = camille()
    for hat in (dossier.referent.affiliation, AffiliationFactory(role=MANAGER)):
        browser = sign_in(hat)
        for page in ("/protection", "/protection/oppositions", REGISTER):
            assert browser.get(page).status_code == 403
    assert sign_in(officer_hat(dossier)).get("/protection/questions").status_code == 403


def test_refusing_tells_the_person_that_an_answer_waits_and_nothing_of_it(sign_in):
    dossier = camille()
    request = asked(dossier)
    browser = sign_in(officer_hat(dossier))
    address = f"/protection/demandes/{request.public_id}/refuser"
    assert browser.get(address).status_code == 200

    answer = browser.post(address, {"answer": "La loi nous oblige à garder."})

    request.refresh_from_db()
    assert answer.url == f"/protection/demandes/{request.public_id}"
    assert request.state == RequestState.REFUSED
    [message] = delivered()
    assert message.to == [request.asked_by.email]
    for secret in ("Camille", "Durand", "oblige", "refus"):
        assert secret not in message.subject + message.body


def test_accepting_an_objection_closes_the_part_and_ending_it_opens_it_again(sign_in):
    dossier = camille()
    body = MembershipFactory(dossier=dossier).organisation
    request = asked(dossier, "objection", organisation=body)
    browser = sign_in(officer_hat(dossier))

    browser.post(f"/protection/demandes/{request.public_id}/accepter", {"answer": "C’est fait."})
    assert Objection.objects.get().ended_at is None
    page = text_of(browser.get("/protection/oppositions"))
    assert str(body) in page
    end = f"/protection/demandes/{request.public_id}/fin-opposition"
    assert "droits habituels" in text_of(browser.get(end))
    browser.post(end)

    assert Objection.objects.get().ended_at is not None
    assert str(body) not in text_of(browser.get("/protection/oppositions"))


def test_what_cannot_be_granted_stays_beside_what_was_typed(sign_in):
    dossier = camille()
    request = asked(dossier, "objection", organisation=dossier.referent.organisation)

    answer = sign_in(officer_hat(dossier)).post(
        f"/protection/demandes/{request.public_id}/accepter", {"answer": "Je veux bien."}
    )

    assert answer.status_code == 422
    assert "Je veux bien." in text_of(answer)
    assert "doit d’abord en changer" in text_of(answer)


def test_the_delay_is_prolonged_once(sign_in, clock):
    dossier = camille()
    request = asked(dossier)
    browser = sign_in(officer_hat(dossier))
    address = f"/protection/demandes/{request.public_id}/prolonger"

    first = browser.post(address, {"reason": "Cinq organismes à interroger."})
    again = browser.post(address, {"reason": "Encore."})

    request.refresh_from_db()
    assert (first.status_code, again.status_code) == (302, 422)
    assert request.due_on == dt.date(2027, 2, 24)


def test_the_letter_is_a_tagged_document_with_the_answer(sign_in):
    dossier = camille()
    request = asked(dossier)
    with acting(officer := officer_of(dossier), at=timezone.now(), subject=dossier.public_id):
        accept_request(request=request, answer="Voici la copie.", by=officer, at=timezone.now())
    hat = Affiliation.objects.get(pk=officer.affiliation_id)

    answer = sign_in(hat).get(f"/protection/demandes/{request.public_id}/lettre")

    with pikepdf.open(io.BytesIO(answer.content)) as document:
        assert str(document.docinfo["/Title"]) == "Réponse à votre demande"
        assert bool(document.Root.MarkInfo.Marked)


def test_a_manager_answers_why_and_reads_nothing_else(sign_in):
    dossier = camille()
    request = question(dossier)
    hat = AffiliationFactory(role=MANAGER, organisation=request.organisation)
    browser = sign_in(hat)
    assert "Mme Lecteur" in text_of(browser.get("/protection/questions"))
    page = text_of(browser.get(f"/protection/questions/{request.public_id}"))
    assert "Camille Durand" in page
    assert browser.get(f"/dossiers/{dossier.public_id}").status_code == 404

    browser.post(
        f"/protection/questions/{request.public_id}", {"answer": "Elle prenait votre appel."}
    )

    request.refresh_from_db()
    assert (request.state, request.answer) == (RequestState.ANSWERED, "Elle prenait votre appel.")
    assert delivered()[-1].to == [request.asked_by.email]
    assert "appel" not in delivered()[-1].body


def test_questions_to_another_body_do_not_exist(sign_in):
    request = question(camille())
    browser = sign_in(AffiliationFactory(role=MANAGER))

    answer = browser.post(f"/protection/questions/{request.public_id}", {"answer": "Voilà."})

    assert answer.status_code == 404
    assert "Lecteur" not in text_of(browser.get("/protection/questions"))


def opened(browser, dossier, motive="Plainte du 12 novembre"):
    return browser.post(REGISTER, {"dossier": str(dossier.public_id), "motive": motive})


def test_the_register_says_who_read_and_is_itself_on_record(sign_in):
    dossier = camille()
    reading(dossier, AffiliationFactory(user__last_name="Lecteur"), blocks=["contact"])
    browser = sign_in(officer_hat(dossier))

    page = browser.get(opened(browser, dossier).url)

    assert "Mme Lecteur" in text_of(page)
    assert "Plainte du 12 novembre" in text_of(page)
    assert "Durand" not in text_of(page)
    record = Reading.objects.get(purpose=Purpose.DATA_PROTECTION)
    assert (record.dossiers, record.blocks) == ([dossier.pk], ["readings"])


def test_no_register_without_a_motive_nor_of_a_dossier_of_others(sign_in):
    dossier, other = camille(), camille()
    browser = sign_in(officer_hat(dossier))

    for answer in (
        opened(browser, dossier, motive=" "),
        opened(browser, other),
        browser.post(REGISTER, {"dossier": str(uuid7()), "motive": "Pour voir"}),
        browser.post(REGISTER, {"dossier": "12", "motive": "Pour voir"}),
    ):
        assert answer.status_code == 422
    assert not RegisterLookup.objects.exists()


def test_an_opened_register_is_of_one_officer_for_one_day(sign_in, clock):
    dossier = camille()
    address = opened(sign_in(officer_hat(dossier)), dossier).url
    colleague = sign_in(officer_hat(dossier))
    mine = sign_in(Affiliation.objects.get(pk=RegisterLookup.objects.get().affiliation_id))
    assert mine.get(address).status_code == 200
    assert colleague.get(address).status_code == 404

    clock.shift(dt.timedelta(days=1))

    assert mine.get(address).status_code in {302, 404}


def test_the_table_runs_nothing_and_holds_the_readings(sign_in):
    dossier = camille()
    reading(dossier, AffiliationFactory(user__last_name="Lecteur", job_title="=2+5"))
    browser = sign_in(officer_hat(dossier))
    address = opened(browser, dossier).url

    answer = browser.get(f"{address}/lectures.csv")

    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][4:6] == ["qui", "fonction"]
    told = [row[4:6] for row in rows[1:] if row[4] == "Mme Lecteur"]
    assert told == [["Mme Lecteur", "'=2+5"]]
    assert len(rows) == 3  # the titles, the reader, and the officer who is reading this
    assert Reading.objects.filter(channel=Channel.EXPORT, blocks=["readings"]).count() == 1
    assert [harmless(cell) for cell in ("-1", "+33", "@x", "\tx", "Mme")] == [
        "'-1", "'+33", "'@x", "'\tx", "Mme",
    ]  # fmt: skip


def everyone(request):
    """Hats of every sort around one request: those who may, and those who may not."""
    lead = request.lead_organisation
    parent = AffiliationFactory(role=OFFICER)
    lead.parent = parent.organisation
    lead.save()
    return [
        parent,
        AffiliationFactory(role=OFFICER, organisation=lead),
        AffiliationFactory(role=OFFICER),
        AffiliationFactory(role=OFFICER, organisation__kind="operator"),
        AffiliationFactory(role=MANAGER, organisation=request.organisation),
        AffiliationFactory(role=MANAGER),
        request.dossier.referent.affiliation,
        request.reader,
    ]


def test_the_lists_and_the_rules_say_the_same_as_the_database():
    request = question(camille())
    allowed = []
    for hat in everyone(request):
        by, at = actor(hat), timezone.now()
        dossier = request.dossier
        officer = REFUSE_REQUEST.allows(by, request)
        manager = ANSWER_REQUEST.allows(by, request) and not officer
        with acting(by, at=at):
            assert in_charge_of(by).filter(pk=request.pk).exists() is officer
            assert questions_to(by).filter(pk=request.pk).exists() is manager
            seen = DataRequest.objects.filter(pk=request.pk).exists()
            assert seen is (officer or manager)
        with acting(by, at=at, subject=dossier.public_id):
            protects = protected_dossiers(by).filter(pk=dossier.pk).exists()
            assert protects is OPEN_REGISTER.allows(by, dossier)
        allowed.append((officer, manager))
    assert allowed.count((True, False)) == 3
    assert allowed.count((False, True)) == 1


@pytest.mark.parametrize("items", [1, 3])
def test_request_rows_ask_the_same_statements_for_1_and_3(
    items, sign_in, django_assert_num_queries
):
    dossier = camille()
    for _number in range(items):
        asked(dossier, "correction")
    browser = sign_in(officer_hat(dossier))
    browser.get("/protection")

    with django_assert_num_queries(6):
        page = text_of(browser.get("/protection"))

    assert page.count("Faire corriger</a>") == items


@pytest.mark.parametrize("items", [1, 3])
def test_numbers_to_confirm_ask_the_same_statements_for_1_and_3(
    items, sign_in, django_assert_num_queries
):
    hat = camille().referent.affiliation
    for _number in range(items):
        dossier = camille(hat)
        account_of(dossier.person)
        hand_space_code(dossier=dossier, by=actor(hat), at=timezone.now())
    browser = sign_in(officer_hat(dossier))
    browser.get("/protection")

    with django_assert_num_queries(7):
        page = text_of(browser.get("/protection"))

    assert page.count("/protection/numeros/") == items


@pytest.mark.parametrize("items", [1, 3])
def test_objections_ask_the_same_statements_for_1_and_3(items, sign_in, django_assert_num_queries):
    dossier = camille()
    officer = officer_of(dossier)
    for block in "NKA"[:items]:
        accept_request(
            request=asked(dossier, "objection", block=block), answer="Oui.", by=officer,
            at=timezone.now(),
        )  # fmt: skip
    browser = sign_in(officer_hat(dossier))
    browser.get("/protection/oppositions")

    with django_assert_num_queries(2):
        page = text_of(browser.get("/protection/oppositions"))

    assert page.count("Mettre fin") == items


@pytest.mark.parametrize("items", [1, 3])
def test_questions_ask_the_same_statements_for_1_and_3(items, sign_in, django_assert_num_queries):
    dossier, body = camille(), AffiliationFactory().organisation
    for _number in range(items):
        question(dossier, AffiliationFactory(organisation=body, user__last_name="Lecteur"))
    browser = sign_in(AffiliationFactory(role=MANAGER, organisation=body))
    browser.get("/protection/questions")

    with django_assert_num_queries(3):
        page = text_of(browser.get("/protection/questions"))

    assert page.count("Mme Lecteur") == items


@pytest.mark.parametrize("items", [1, 3])
def test_register_asks_the_same_statements_for_1_and_3(items, sign_in, django_assert_num_queries):
    dossier = camille()
    for _number in range(items):
        reading(dossier, AffiliationFactory(user__last_name="Lecteur"), at=days_ago(2))
    hat = officer_hat(dossier)
    lookup = open_register(dossier=dossier, motive="Contrôle", by=actor(hat), at=timezone.now())
    browser = sign_in(hat)
    address = reverse("register", args=[lookup.public_id])
    browser.get(address)

    with django_assert_num_queries(5):
        page = text_of(browser.get(address))

    assert page.count("data-list-item") == items + 1  # and the officer, who opened it
