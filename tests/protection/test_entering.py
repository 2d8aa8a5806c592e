"""What arrives by letter, by telephone or at a counter: found by name, entered, answered."""

import datetime as dt

import pytest
from django.contrib.messages import get_messages
from django.core import mail
from django.utils import timezone

from jalon.accounts.acting import acting
from jalon.accounts.kinds import OrganisationKind
from jalon.dossiers.models import Dossier
from jalon.journal.models import Channel, Reading
from jalon.kernel.errors import Denied
from jalon.protection.models import DataRequest
from jalon.protection.operations import answer_request, open_register
from jalon.protection.queries.finding import protected_people, protected_person
from jalon.vigilance.models import Sighting
from tests.factories import (
    AffiliationFactory,
    MembershipFactory,
    PersonFactory,
    actor,
    make_dossier,
)
from tests.jobs import delivered
from tests.protection.situations import MANAGER, OFFICER, arrived, reading
from tests.space.situations import camille

pytestmark = pytest.mark.django_db
FIND = "/protection/demandes/inscrire"


@pytest.fixture
def world(settings):
    settings.JALON_SECOND_FACTOR_REQUIRED = False
    return World()


class World:
    """Camille, a namesake under another officer, and colleagues to be found one by one."""

    def __init__(self):
        self.dossier = camille()
        lead = self.dossier.referent
        self.hat = AffiliationFactory(role=OFFICER, organisation=lead.organisation)
        self.elsewhere = camille()
        self.old = self.same_body("Zoé", "O'Brien", 1950)
        for number in range(12):
            self.same_body(f"Anaïs{number}", "Lenombre", 1990)

    def same_body(self, first, last, year):
        person = PersonFactory(first_names=first, birth_name=last, birth_year=year)
        return make_dossier(person=person, referent=self.dossier.referent.affiliation)

    def found(self, typed, by=None):
        officer = by or actor(self.hat)
        with acting(officer, at=timezone.now()):
            return [one.dossier_number for one in protected_people(officer, typed)]


def text_of(answer):
    return answer.content.decode().replace("&#39;", "'").replace("\xa0", " ")


def test_a_name_finds_those_whose_data_the_officer_protects_and_nobody_else(world):
    mine, old = world.dossier.public_id, world.old.public_id
    lead = world.dossier.referent.organisation
    operator = AffiliationFactory(role=OFFICER, organisation__kind=OrganisationKind.OPERATOR)

    assert world.found("durand camille") == [mine]
    assert world.found("DURANT") == [mine]  # one slip
    assert world.found("o'brien 1950") == world.found("zoé") == [old]
    assert world.found("obrien 1951") == world.found("durand zoé") == world.found("du") == []
    assert len(world.found("lenombre")) == 11  # one more than is shown
    for hat in (
        world.dossier.referent.affiliation,
        AffiliationFactory(role=MANAGER, organisation=lead),
    ):
        assert world.found("durand", by=actor(hat)) == []
    assert world.found("durand", by=actor(role=OFFICER)) == []
    both = world.found("durand camille", by=actor(operator))
    assert set(both) == {mine, world.elsewhere.public_id}
    assert protected_people(actor(world.hat), "durand") == []  # nobody said who acts
    with acting(actor(world.hat), at=timezone.now()):
        assert protected_person(actor(world.hat), world.elsewhere.public_id) is None


def test_searching_is_counted_and_on_record_and_shows_a_name_and_a_birth_date(world, sign_in):
    browser = sign_in(world.hat)
    assert browser.post(FIND, {"name": "du"}).status_code == 422

    one = text_of(browser.post(FIND, {"name": "Durand"}))
    many = text_of(browser.post(FIND, {"name": "Lenombre"}))
    nobody = text_of(browser.post(FIND, {"name": "Introuvable"}))

    assert one.count("data-list-item") == 1
    assert "Durand Camille" in one
    assert many.count("data-list-item") == 10
    assert "Seules 10 personnes" in many
    assert "Personne de ce nom" in nobody
    readings = Reading.objects.filter(channel=Channel.SEARCH).order_by("pk")
    assert [len(one.dossiers) for one in readings] == [1, 10]
    assert {tuple(one.blocks) for one in readings} == {("identity",)}
    seen = Sighting.objects.filter(user=world.hat.user)
    assert seen.filter(subject__gt=0).count() == 11
    assert seen.filter(subject__lt=0).count() == 3  # searching is asking, found or not


def test_what_was_asked_by_letter_is_entered_proved_and_answered_by_a_letter(world, sign_in):
    dossier, browser = world.dossier, sign_in(world.hat)
    MembershipFactory(dossier=dossier, affiliation__organisation__name="Mission Autour")
    address = f"{FIND}/{dossier.public_id}"
    shown = text_of(browser.get(address))
    assert "Mission Autour" in shown
    letter = arrived(identity_proof="awaited")
    typed = {**vars(letter), "kind": "access", "body": "Une copie, s'il vous plaît.", "block": ""}
    assert browser.post(address, {**typed, "received_on": "2999-01-01"}).status_code == 422
    assert browser.post(address, {**typed, "kind": ""}).status_code == 422

    answer = browser.post(address, typed)

    request = DataRequest.objects.get()
    one = f"/protection/demandes/{request.public_id}"
    assert answer.url == one
    page = text_of(browser.get(one))
    for said in ("par courrier", "3 rue des Lilas", "identité à vérifier", "Inscrite par"):
        assert said in page
    assert f"{one}/accepter" not in page
    listed = text_of(browser.get("/protection"))
    assert "identité à vérifier" in listed
    assert "par courrier" in listed
    assert browser.post(f"{one}/accepter", {"answer": "Voici."}).status_code == 422
    assert browser.post(f"{one}/identite", {"proof": ""}).status_code == 422
    assert browser.post(f"{one}/identite", {"proof": "document"}).url == one
    assert browser.get(f"{one}/identite").status_code == 404
    done = browser.post(f"{one}/accepter", {"answer": "La copie est jointe."})
    assert "Imprimez la lettre" in str([*get_messages(done.wsgi_request)])
    assert mail.outbox == []
    listed = Reading.objects.filter(channel=Channel.PAGE, dossiers=[dossier.pk])
    assert ["identity", "team"] in [one.blocks for one in listed]


def test_nobody_else_comes_in(world, sign_in):
    address = f"{FIND}/{world.dossier.public_id}"
    for hat, code in (
        (AffiliationFactory(role=OFFICER), 404),
        (AffiliationFactory(role=MANAGER), 404),
    ):
        browser = sign_in(hat)
        assert browser.get(address).status_code == code
        assert browser.post(address, {"kind": "access"}).status_code == code
    assert browser.get(FIND).status_code == 403
    assert not DataRequest.objects.exists()


def test_an_archived_dossier_is_found_by_its_officer_who_enters_what_its_person_asks(
    world, sign_in
):
    now = timezone.now()
    Dossier.objects.filter(pk=world.old.pk).update(closed_at=now, archived_at=now)
    reading(world.old)
    address, browser = f"{FIND}/{world.old.public_id}", sign_in(world.hat)

    assert world.found("o'brien") == [world.old.public_id]
    assert "archivé" in text_of(browser.post(FIND, {"name": "O'Brien"}))
    assert "archivé" not in text_of(browser.post(FIND, {"name": "Durand"}))
    assert "Ce dossier est archivé" in text_of(browser.get(address))
    typed = {**vars(arrived()), "kind": "access", "body": "Une copie.", "block": ""}
    request = _redirected(browser.post(address, typed))
    assert (request.person_name, request.dossier_number) == ("Zoé O'Brien", world.old.public_id)
    done = browser.post(
        f"/protection/demandes/{request.public_id}/accepter", {"answer": "La copie est jointe."}
    )
    assert done.status_code == 302
    motive = {"dossier": str(world.old.public_id), "motive": "La personne demande."}
    register = browser.post("/protection/registre", motive)
    assert "vos coordonnées" in text_of(browser.get(register.url))
    for stranger in (
        world.dossier.referent.affiliation,
        AffiliationFactory(role=OFFICER),
        AffiliationFactory(role=MANAGER, organisation=world.hat.organisation),
    ):
        assert sign_in(stranger).get(address).status_code == 404


def _redirected(answer):
    assert answer.status_code == 302, text_of(answer)
    return DataRequest.objects.get(public_id=answer.url.rpartition("/")[2])


class Asked:
    """A register opened today, in which somebody of another body read."""

    def __init__(self, world):
        self.reader = AffiliationFactory(user__last_name="Lecteur")
        reading(world.dossier, self.reader)
        officer, at = actor(world.hat), timezone.now()
        with acting(officer, at=at, subject=world.dossier.public_id):
            lookup = open_register(
                dossier=world.dossier, motive="Une lettre le demande.", by=officer, at=at
            )
        self.register = f"/protection/registre/{lookup.public_id}"
        self.day = f"?jour={timezone.localdate()}"
        self.address = f"{self.register}/pourquoi/{self.reader.public_id}{self.day}"
        self.manager = AffiliationFactory(role=MANAGER, organisation=self.reader.organisation)
        self.typed = {**vars(arrived()), "body": ""}


def test_why_it_was_read_is_entered_from_the_register_and_answered_by_the_body(world, sign_in):
    asked, browser = Asked(world), sign_in(world.hat)
    assert asked.address in text_of(browser.get(asked.register))
    shown = text_of(browser.get(asked.address))
    assert "Camille Durand" in shown
    assert "Lu : vos coordonnées" in shown
    assert browser.post(asked.address, {**asked.typed, "channel": ""}).status_code == 422

    request = _redirected(browser.post(asked.address, asked.typed))

    assert (request.kind, request.reader, request.read_on) == (
        "explanation", asked.reader, timezone.localdate(),
    )  # fmt: skip
    assert (request.channel, request.asked_by, request.entered_by) == ("post", None, world.hat)
    assert request.said.startswith("Lu : vos coordonnées")
    assert [one.to for one in delivered()] == [[asked.manager.user.email]]
    assert browser.post(asked.address, asked.typed).status_code == 422  # it waits already
    its_body = sign_in(asked.manager)
    address = f"/protection/questions/{request.public_id}"
    assert "Camille Durand" in text_of(its_body.get(address))
    assert its_body.post(address, {"answer": "Elle remplaçait votre référente."}).url
    sent = delivered()[-1]
    assert (sent.to, "à envoyer" in sent.subject) == ([world.hat.user.email], True)
    page = text_of(sign_in(world.hat).get(f"/protection/demandes/{request.public_id}"))
    assert "Elle remplaçait votre référente." in page
    assert "/lettre" in page


def test_until_it_is_known_who_asks_no_body_hears_of_the_question(world, sign_in):
    asked, browser = Asked(world), sign_in(world.hat)
    request = _redirected(browser.post(asked.address, {**asked.typed, "identity_proof": "awaited"}))
    one, theirs = (
        f"/protection/demandes/{request.public_id}",
        f"/protection/questions/{request.public_id}",
    )
    its_body = sign_in(asked.manager)

    assert delivered() == []
    assert its_body.get(theirs).status_code == 404
    browser = sign_in(world.hat)
    assert browser.post(f"{one}/accepter", {"answer": "Voici."}).status_code == 422
    with pytest.raises(Denied):
        answer_request(request=request, answer="Voici.", by=actor(asked.manager), at=timezone.now())
    assert browser.post(f"{one}/identite", {"proof": "callback"}).url == one

    assert [mail.to for mail in delivered()] == [[asked.manager.user.email]]
    assert sign_in(asked.manager).get(theirs).status_code == 200


def test_a_question_is_about_a_reading_that_took_place_in_a_register_opened_today(world, sign_in):
    asked, browser = Asked(world), sign_in(world.hat)
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    nobody = AffiliationFactory()

    for address in (
        asked.address.replace(asked.day, f"?jour={yesterday}"),
        asked.address.replace(asked.day, ""),
        asked.address.replace(str(asked.reader.public_id), str(nobody.public_id)),
    ):
        assert browser.post(address, asked.typed).status_code == 404
    colleague = AffiliationFactory(role=OFFICER, organisation=world.hat.organisation)
    assert sign_in(colleague).get(asked.address).status_code == 404
    assert not DataRequest.objects.exists()


@pytest.mark.parametrize(("typed", "items"), [("Durand", 1), ("Zébulon", 3)])
def test_find_asker_asks_the_same_statements_for_1_and_3(
    world, sign_in, typed, items, django_assert_num_queries
):
    for first in ("Ana", "Bea", "Cleo"):
        world.same_body(first, "Zébulon", 1970)
    browser = sign_in(world.hat)
    browser.post(FIND, {"name": "Introuvable"})

    with django_assert_num_queries(6):
        page = text_of(browser.post(FIND, {"name": typed}))

    assert page.count("data-list-item") == items
