"""« Qui a lu mon dossier »: every reading, in plain words, and nobody else's."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from jalon.dossiers.models import ExceptionalAccess
from jalon.journal.models import Channel, Purpose
from jalon.protection.models import DataRequest
from tests.factories import AffiliationFactory, UserFactory
from tests.jobs import delivered
from tests.protection.situations import MANAGER, OFFICER, days_ago, reading
from tests.space.situations import account_of, browser_of, camille

pytestmark = pytest.mark.django_db
PAGE = "/mon-espace/lectures"


def professional(name, body="conseil départemental", **fields):
    return AffiliationFactory(
        user__last_name=name, organisation__short_name=body, job_title="", **fields
    )


def read(browser, address=PAGE):
    """The text of the page, without its tags."""
    page = browser.get(address)
    assert page.status_code == 200
    main = page.content.decode().split("<main")[1].split("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)).replace("\xa0", " ")


def test_each_reader_and_each_day_is_told_once_in_plain_words(clock):
    dossier = camille()
    roth, klein = professional("Roth"), professional("Klein", "France Travail")
    reading(dossier, roth, blocks=["contact"])
    reading(dossier, roth, blocks=["timeline", "contact"], channel=Channel.FRAGMENT)
    reading(dossier, klein, blocks=["work"], purpose=Purpose.ORIENTATION, at=days_ago(1))

    text = read(browser_of(account_of(dossier.person)))

    assert "Mardi 24 novembre 2026" in text
    assert text.count("Mme Roth , conseil départemental") == 1
    assert "A lu : vos coordonnées et votre parcours. Pour : vous accompagner." in text
    assert "Lundi 23 novembre 2026" in text
    assert "Mme Klein , France Travail A lu : votre travail. Pour : choisir qui" in text
    assert text.index("Roth") < text.index("Klein")


def test_a_name_seen_in_a_list_and_a_copy_are_said_for_what_they_are():
    dossier = camille()
    listing = {"stream": "", "dossiers": [7, dossier.pk], "blocks": ["identity"]}
    reading(dossier, professional("Liste"), channel=Channel.LIST, **listing)
    reading(dossier, professional("Copie"), channel=Channel.EXPORT, blocks=["dossier"])

    text = read(browser_of(account_of(dossier.person)))

    assert "Mme Liste , conseil départemental A vu votre nom dans une liste." in text
    assert "A lu : tout votre dossier. En a fait une copie." in text


def test_an_exceptional_access_is_shown_with_the_reason_that_was_given():
    dossier, urgent = camille(), professional("Urgent")
    now = timezone.now()
    for opened, reason in ((now, "Menace sur ses enfants"), (days_ago(40), "Autre histoire")):
        ExceptionalAccess.objects.create(
            dossier=dossier, affiliation=urgent, organisation=urgent.organisation,
            reason=reason, opened_at=opened, expires_at=opened + dt.timedelta(minutes=30),
            review_due_on=timezone.localdate(),
        )  # fmt: skip
    reading(dossier, urgent, purpose=Purpose.EMERGENCY, at=now + dt.timedelta(seconds=1))

    text = read(browser_of(account_of(dossier.person)))

    assert "Menace sur ses enfants" in text
    assert "Pour : une urgence." in text
    assert "Autre histoire" not in text


def test_the_readings_of_somebody_else_stay_theirs():
    mine, other = camille(), camille()
    reading(other, professional("Indiscret"))
    reading(other, professional("Lointain"), stream="", dossiers=[other.pk])

    browser = browser_of(account_of(mine.person))

    assert "Indiscret" not in read(browser)
    assert "Lointain" not in read(browser, f"{PAGE}?avant=2030-01-01")


def test_a_body_alone_by_the_address_and_nonsense_asks_for_nothing():
    dossier = camille()
    roth, klein = professional("Roth"), professional("Klein", "France Travail")
    reading(dossier, roth)
    reading(dossier, klein)
    browser = browser_of(account_of(dossier.person))

    only = read(browser, f"{PAGE}?organisme={klein.organisation.public_id}")

    assert "Mme Klein" in only
    assert "Mme Roth" not in only
    for nonsense in ("?organisme=x&avant=hier", "?avant=2026-99-99"):
        assert "Mme Roth" in read(browser, PAGE + nonsense)


def test_long_registers_are_paged_by_whole_days(clock):
    dossier = camille()
    for day in range(60):
        hat = professional(f"Jour{day:02}")
        reading(dossier, hat, at=days_ago(day + 1))
        reading(dossier, hat, at=days_ago(day + 1), purpose=Purpose.ORIENTATION)
    browser = browser_of(account_of(dossier.person))

    first = browser.get(PAGE).content.decode()
    [following] = re.findall(r'rel="next" href="([^"]+)"', first)
    second = browser.get(following.replace("&amp;", "&")).content.decode()

    shown = [sorted(set(re.findall(r"Jour\d\d", page))) for page in (first, second)]
    assert shown[0] == [f"Jour{day:02}" for day in range(20)]
    assert shown[1][0] == "Jour20"
    assert len(shown[1]) == 20


def test_a_question_reaches_who_answers_for_the_reader_and_the_officer():
    dossier, hat = camille(), professional("Curieux")
    manager = AffiliationFactory(role=MANAGER, organisation=hat.organisation)
    officer = AffiliationFactory(role=OFFICER, organisation=dossier.referent.organisation)
    AffiliationFactory(role=MANAGER)
    AffiliationFactory(role=OFFICER)
    reading(dossier, hat, blocks=["contact"])
    person = account_of(dossier.person)
    address = f"{PAGE}/{hat.public_id}/pourquoi?jour={timezone.localdate()}"

    answer = browser_of(person).post(address, {"body": "Je ne la connais pas."})

    request = DataRequest.objects.get()
    assert answer.url == f"/mon-espace/demandes/{request.public_id}"
    assert (request.kind, request.reader, request.organisation) == (
        "explanation",
        hat,
        hat.organisation,
    )
    assert request.said == "Lu : vos coordonnées. Pour : vous accompagner."
    told = {message.to[0] for message in delivered()}
    assert told == {manager.user.email, officer.user.email, person.email}
    for message in delivered():
        for secret in ("Camille", "Durand", "Curieux", "connais"):
            assert secret not in message.subject + message.body


def test_nobody_is_asked_about_a_reading_that_was_not():
    dossier, hat, other = camille(), professional("Curieux"), camille()
    reading(other, hat)
    reading(dossier, hat, at=days_ago(3))
    browser = browser_of(account_of(dossier.person))

    for query in (f"?jour={timezone.localdate()}", "", "?jour=demain"):
        answer = browser.post(f"{PAGE}/{hat.public_id}/pourquoi{query}", {"body": ""})
        assert answer.status_code == 404
    assert not DataRequest.objects.exists()


def test_the_same_question_twice_waits_once():
    dossier, hat = camille(), professional("Curieux")
    reading(dossier, hat)
    browser = browser_of(account_of(dossier.person))
    address = f"{PAGE}/{hat.public_id}/pourquoi?jour={timezone.localdate()}"

    browser.post(address, {"body": ""})
    again = browser.post(address, {"body": "Encore"})

    assert again.status_code == 422
    assert "Vous avez déjà fait cette demande" in again.content.decode()
    assert DataRequest.objects.count() == 1


@pytest.mark.parametrize("lines", [1, 3])
def test_readings_ask_the_same_statements_for_1_and_3(lines, django_assert_num_queries):
    dossier = camille()
    for _number in range(lines):
        reading(dossier, professional(f"Weber{lines}"))
    browser = browser_of(account_of(dossier.person))
    browser.get(PAGE)

    with django_assert_num_queries(6):
        page = browser.get(PAGE).content.decode()

    assert page.count(f"Weber{lines}") == 2 * lines


def test_an_account_tied_to_nobody_reads_no_register():
    assert browser_of(UserFactory()).get(PAGE).status_code == 302
