"""The pages of strategies, without JavaScript: read by all, written by those who may."""

import datetime as dt
import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import AffiliationRole
from jalon.strategies.effects import Effect, effects
from jalon.strategies.models import Strategy, StrategyStatus
from jalon.strategies.operations import remove_strategy_step
from jalon.strategies.queries.in_force import steps_of, strategy_in_force
from tests.factories import OrganisationFactory, actor
from tests.strategies.reading import errors_of, fields_of
from tests.strategies.situations import (
    adopted,
    colleague,
    department,
    draft,
    hat,
    proposed,
    shorten,
    step_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = dt.date(2026, 11, 24)


@pytest.fixture
def writer():
    return hat(department(), last_name="Écrivant")


@pytest.fixture
def decider(writer):
    return colleague(writer, "Décidant")


@pytest.fixture
def place(writer):
    return writer.organisation.territory


def text(answer):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def rows(answer):
    return answer.content.decode().count("data-list-item")


def statements(browser, url):
    with CaptureQueriesContext(connection) as asked:
        answer = browser.get(url)
    return answer, len(asked)


def test_strategies_are_listed_with_1_and_3(writer, decider, place, sign_in):
    browser, url = sign_in(writer), reverse("strategies")
    own = (actor(writer), actor(decider))
    answer, first = statements(browser, url)
    assert "Parcours national par défaut" in text(answer)
    assert rows(answer) == 1

    adopted(place, *own, valid_from=TODAY, days=20)
    adopted(place, *own, valid_from=dt.date(2027, 1, 1), days=10)
    answer, then = statements(browser, url)

    assert rows(answer) == 3
    assert then == first
    assert "en vigueur du 24 nov. 2026 au 1er janv. 2027" in text(answer).replace("\xa0", " ")
    assert "à venir à compter du 1er janv. 2027" in text(answer).replace("\xa0", " ")


def test_whoever_has_no_account_finds_what_binds_today(writer, decider, place, client):
    own = (actor(writer), actor(decider))
    adopted(place, *own, valid_from=TODAY, days=20)
    proposed(place, own[0], days=10)

    listed = client.get(reverse("strategies"))

    assert rows(listed) == 2
    assert text(listed).index("Val-Inventé") < text(listed).index("Stratégie nationale")
    assert "Commencer une version" not in text(listed)


def test_version_is_read_by_everybody_once_it_binds_with_steps_1_and_3(
    writer, decider, place, client, sign_in
):
    version = draft(place, actor(writer))
    url = reverse("strategy", args=[version.public_id])
    assert client.get(url).status_code == 404
    assert sign_in(hat(department("902", "Autre"))).get(url).status_code == 404
    for step in steps_of(version):
        if not step.legal_key:
            remove_strategy_step(step=step, by=actor(writer), at=timezone.now())
    few, first = statements(sign_in(writer), url)
    assert rows(few) == 4
    Strategy.objects.filter(pk=version.pk).delete()

    version = adopted(place, actor(writer), actor(decider), valid_from=TODAY)
    url = reverse("strategy", args=[version.public_id])
    many, then = statements(sign_in(writer), url)
    assert rows(many) == 16
    assert then <= first + 1  # the adopted version asks once more for what is in force

    read = text(client.get(url))
    for sentence in (
        "Un rendez-vous vite",
        "Val-Inventé, version 1",
        "Personne n'attend.",
        "Délibération inventée",
        "15 jours De : orientation notifiée à la personne. À : premier rendez-vous tenu.",
        "6 semaines au plus CASF, art. D.262-65-2 ; décret 2024-1244",
        "12 mois en cas de : santé, handicap, invalidité, logement, situation de famille",
        "Repère national, sans force obligatoire",
    ):
        assert sentence in read.replace("\xa0", " ").replace("\u202f", " "), sentence
    assert "Qui a écrit quoi" not in read
    assert "Changer" not in read
    history = text(sign_in(writer).get(url))
    assert "Version adoptée" in history
    assert "« Rendez-vous après l'orientation » changée : délai promis" in history


def test_changes_list_is_told_from_another_version_with_1_and_3(writer, decider, place, client):
    own = (actor(writer), actor(decider))
    first = adopted(place, *own, valid_from=TODAY, days=30)
    second = adopted(place, *own, valid_from=dt.date(2027, 1, 1), days=15)
    url = reverse("strategy_changes", args=[second.public_id])

    told = client.get(url)
    assert rows(told) == 1
    assert "Rendez-vous après l'orientation : 30 jours → 15 jours" in text(told)

    version = draft(place, actor(writer))
    for code in ("contact", "handover", "referral_start"):
        remove_strategy_step(step=step_of(version, code), by=actor(writer), at=timezone.now())
    assert client.get(reverse("strategy_changes", args=[version.public_id])).status_code == 404
    against_the_law = f"{url}?depuis={first.based_on.public_id}"
    assert "21 jours → 15 jours" in text(client.get(against_the_law))


def test_a_draft_is_begun_written_and_proposed_by_hand(writer, place, sign_in):
    browser = sign_in(writer)
    answer = browser.post(
        reverse("draft_strategy"), {"territory": place.code, "title": "Aller plus vite"}
    )
    version = Strategy.objects.get(territory=place)
    assert answer.url == reverse("strategy", args=[version.public_id])
    again = browser.post(reverse("draft_strategy"), {"territory": place.code, "title": "Encore"})
    assert again.status_code == 422
    assert "Une version est déjà en préparation" in text(again)

    url = reverse("revise_strategy_step", args=[version.public_id, "first_appointment"])
    sent = fields_of(browser.get(url)) | {"delay": 10, "unit": "working_days"}
    assert browser.post(url, sent).url.endswith("#first_appointment")
    step = step_of(version, "first_appointment")
    assert (str(step.promised), step.revision) == ("10 jours ouvrés", 2)

    url = reverse("add_strategy_step", args=[version.public_id])
    welcome = {
        "revision": 0, "label": "Appel de bienvenue", "time": "entry", "delay": 3, "unit": "days",
        "starts_with": "orientation_notified", "ends_with": "contact_made",
        "responsible": "lead_organisation",
    }  # fmt: skip
    assert browser.post(url, welcome).url.endswith("#appel_de_bienvenue")
    numbered = {**welcome, "label": "Appeler le 1 84 02 57 463 010 68"}
    refused = browser.post(url, numbered)
    assert refused.status_code == 422
    assert "Appeler le 1 84 02 57 463 010 68" in html.unescape(refused.content.decode())

    url = reverse("remove_strategy_step", args=[version.public_id, "contact"])
    assert browser.post(url).url == reverse("strategy", args=[version.public_id])
    url = reverse("propose_strategy", args=[version.public_id])
    assert "Étape retirée : Échange avec la personne" in text(browser.get(url))
    browser.post(url, {"intention": "Que personne n'attende."})
    version.refresh_from_db()
    assert (version.status, version.intention) == ("proposed", "Que personne n'attende.")
    browser.post(reverse("withdraw_strategy", args=[version.public_id]))
    browser.post(reverse("discard_strategy", args=[version.public_id]))
    assert not Strategy.objects.filter(territory=place).exists()


def test_nothing_typed_is_lost_when_the_law_refuses(writer, place, sign_in):
    version, browser = draft(place, actor(writer)), sign_in(writer)
    url = reverse("revise_strategy_step", args=[version.public_id, "contract"])
    page = browser.get(url)
    assert "starts_with" not in fields_of(page)
    sent = fields_of(page) | {"delay": 2, "indicator": "Signés à temps"}

    refused = browser.post(url, sent)

    assert refused.status_code == 422
    assert errors_of(refused) == {"delay"}
    assert "vous promettez 2 mois, et la loi donne 1 mois au plus" in text(refused)
    assert 'value="Signés à temps"' in html.unescape(refused.content.decode())
    assert step_of(version, "contract").delay == 1


def test_two_writings_of_one_step_are_both_shown_and_either_is_kept(
    writer, decider, place, sign_in
):
    version = draft(place, actor(writer))
    url = reverse("revise_strategy_step", args=[version.public_id, "first_appointment"])
    browser = sign_in(writer)
    sent = fields_of(browser.get(url)) | {"delay": 12}
    shorten(version, actor(decider), days=8)

    conflict = browser.post(url, sent)

    assert conflict.status_code == 422
    assert "Cette étape a été changée par quelqu’un d’autre" in text(conflict)
    assert "délai promis 8 jours 12 jours" in text(conflict)
    again = {**sent, "revision": fields_of(conflict)["revision"]}
    assert browser.post(url, again).status_code == 302
    assert step_of(version, "first_appointment").delay == 12


def test_a_delay_is_complete_or_is_asked_again(writer, place, sign_in):
    version, browser = draft(place, actor(writer)), sign_in(writer)
    url = reverse("revise_strategy_step", args=[version.public_id, "first_appointment"])
    sent = fields_of(browser.get(url)) | {"longer_delay": 40, "ends_with": "orientation_notified"}

    refused = browser.post(url, sent)

    assert errors_of(refused) == {"longer_delay", "ends_with"}
    assert "<details" in refused.content.decode()
    assert re.search(r"<details[^>]* open", refused.content.decode())


def test_declare_means_with_1_and_3(writer, place, sign_in):
    version, browser = draft(place, actor(writer)), sign_in(writer)
    url = reverse("declare_means", args=[version.public_id, "first_appointment"])
    elsewhere = OrganisationFactory(territory=department("902", "Autre"))
    bodies = [OrganisationFactory(territory=place) for _ in range(3)]
    line = {"kind": "fte", "amount": "1,5"}
    browser.post(url, {**line, "organisation": bodies[0].public_id})
    answer, first = statements(browser, url)
    assert rows(answer) == 1
    for body in bodies[1:]:
        browser.post(url, {**line, "organisation": body.public_id})

    answer, then = statements(browser, url)

    assert (rows(answer), then) == (3, first)
    assert browser.post(url, {**line, "organisation": elsewhere.public_id}).status_code == 422
    page = text(browser.get(reverse("strategy", args=[version.public_id])))
    assert "Moyens en tout 4,5 équivalents temps plein" in page


@pytest.fixture
def counters():
    """What the rooms above count, put aside for a test."""
    others = effects[:]
    effects.clear()
    yield effects
    effects[:] = others


def test_the_effect_is_shown_before_adoption(writer, decider, place, sign_in, counters):
    counted = [Effect("sooner", 1240), Effect("late", 37), Effect("gone", 0)]
    counters.append(lambda version, day: counted)
    version = proposed(place, actor(writer))
    url = reverse("adopt_strategy", args=[version.public_id])
    assert sign_in(writer).get(url).status_code == 403
    browser = sign_in(decider)
    page = text(browser.get(url)).replace("\u202f", " ").replace("\xa0", " ")
    assert "Rendez-vous après l'orientation : 21 jours → 15 jours" in page
    assert "1 240 échéances avancent 37 échéances deviennent en retard" in page
    assert "disparaissent" not in page

    sent = {"valid_from": "2027-02-01", "adoption_text": "Délibération du 3 décembre 2026"}
    seen = browser.post(url, {"valid_from": "2027-02-01", "voir": "effet"})
    assert seen.status_code == 200
    assert errors_of(seen) == set()
    assert "à compter du 1er févr. 2027" in text(seen).replace("\xa0", " ")
    assert Strategy.objects.get(pk=version.pk).status == StrategyStatus.PROPOSED
    early = browser.post(url, {**sent, "valid_from": "2026-11-23"})
    assert errors_of(early) == {"valid_from"}

    browser.post(url, sent)
    assert strategy_in_force(place, dt.date(2027, 2, 1)) == version


@pytest.mark.parametrize(
    ("kind", "role"),
    [
        (OrganisationKind.CCAS, AffiliationRole.PROFESSIONAL),
        (OrganisationKind.HOUSING_OFFICE, AffiliationRole.MANAGER),
    ],
)
def test_who_may_not_write_reads(kind, role, writer, place, sign_in):
    version = draft(place, actor(writer))
    browser = sign_in(hat(place, kind, role))

    page = browser.get(reverse("strategy", args=[version.public_id]))
    assert page.status_code == 200
    assert "Changer" not in text(page)
    for name in ("add_strategy_step", "propose_strategy", "discard_strategy"):
        url = reverse(name, args=[version.public_id])
        assert browser.get(url).status_code == 403
        assert browser.post(url, {"intention": "x"}).status_code == 403
    assert browser.get(reverse("draft_strategy")).status_code == 403


def test_the_law_is_not_written_here(writer, sign_in):
    law = strategy_in_force(None, TODAY)
    browser = sign_in(writer)

    assert browser.get(reverse("propose_strategy", args=[law.public_id])).status_code == 404
