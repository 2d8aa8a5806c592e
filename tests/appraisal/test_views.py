"""The pages of the appraisal, without JavaScript: one project from its receipt to its result."""

import datetime as dt
import hashlib
import html
import re
from io import BytesIO

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from jalon.accounts.models import Affiliation, Organisation
from jalon.appraisal.models import Opinion, Review
from jalon.appraisal.operations import draw_result_letter, replace_review
from jalon.projects.models import Project
from tests.appraisal.situations import AT, DUE, admitted, asked, entrusted, given, received
from tests.projects.situations import filed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _after_the_closing():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def as_(sign_in):
    return lambda who: sign_in(Affiliation.objects.get(pk=who.affiliation_id))


def text(answer):
    found = html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))
    return " ".join(found.replace("\u202f", " ").replace("\u00a0", " ").split())


def at(world, name, *more):
    return reverse(name, args=[world.project.public_id, *more])


def table_of(world):
    return reverse("appraisal_table", args=[world.project.call.public_id])


def _judged(world, officer):
    """Inadmissible owes a reason; admissible, the work begins."""
    judge = at(world, "declare_admissibility")
    assert officer.post(judge, {"is_admissible": "no", "reason": ""}).status_code == 422
    assert officer.post(judge, {"is_admissible": "yes", "reason": ""}).url == at(world, "appraisal")
    officer.post(at(world, "write_remark"), {"body": "À suivre de près"})
    assert "À suivre de près" in text(officer.get(at(world, "appraisal")))


def _corrected(world, officer, carrier):
    """A correction of one text alone, filed by the carrier; the former filing is kept."""
    ask, until = at(world, "ask_correction"), AT + dt.timedelta(days=7)
    said = {"until": until.strftime("%Y-%m-%dT%H:%M"), "text-pertinence": ""}
    assert officer.post(ask, said).status_code == 422
    officer.post(ask, {**said, "text-pertinence": "Citez vos chiffres"})
    owed = carrier.get(at(world, "correct_project"))
    assert "Citez vos chiffres" in text(owed)
    assert "une correction, à déposer avant : " in text(carrier.get(at(world, "project")))
    other, asked_for = at(world, "write_text", "resume"), at(world, "write_text", "pertinence")
    assert carrier.post(other, {"body": "Autre", "revision": 1}).status_code == 422
    assert carrier.post(asked_for, {"body": "1 200 foyers", "revision": 1}).status_code == 302
    assert "1 200 foyers" not in text(officer.get(at(world, "project_receipt")))
    carrier.post(at(world, "correct_project"))
    assert carrier.get(at(world, "correct_project")).status_code == 404
    assert list(world.project.filings.values_list("number", flat=True).order_by("number")) == [1, 2]
    assert {"Texte", "1", "200"} <= set(text(officer.get(at(world, "appraisal"))).split())
    assert "1 200 foyers" in text(officer.get(at(world, "project_receipt")))


def _read_by_two_and_a_third(world, as_, officer):
    """Two readers, blind; the second has a link with the carrier, a third person reads instead."""
    first, second, third = world.readers
    for who in (first, second):
        hat = Affiliation.objects.get(pk=who.affiliation_id)
        entrust = {"reviewer": str(hat.public_id), "due_on": DUE.isoformat()}
        assert officer.post(at(world, "assign_review"), entrust).status_code == 302
    reading = {one.reviewer_id: one for one in Review.objects.all()}
    recused = reading[second.affiliation_id].public_id
    link = {"has_interest": "yes", "reason": ""}
    declare = reverse("declare_interests", args=[recused])
    assert as_(second).post(declare, link).status_code == 422
    as_(second).post(declare, {**link, "reason": "J’y siège"})
    assert as_(second).get(reverse("review", args=[recused])).status_code == 404
    assert "J’y siège" in text(officer.get(at(world, "appraisal")))
    mine = entrusted(world, third)
    for who, review, points in ((first, reading[first.affiliation_id], 9), (third, mine, 5)):
        browser, page = as_(who), reverse("review", args=[review.public_id])
        assert browser.get(page).url == reverse("declare_interests", args=[review.public_id])
        browser.post(browser.get(page).url, {"has_interest": "no", "reason": ""})
        form = browser.get(page)
        names = re.findall(r'name="(points-[^"]+)"', form.content.decode())
        assert "1 200 foyers" in text(form)
        assert browser.post(page, {names[0]: "101"}).status_code == 422
        marks = dict.fromkeys(names, f"{points},5")
        assert browser.post(page, {**marks, "rendre": "1"}).status_code == 422  # no comment
        comments = {name.replace("points-", "comment-"): "Vu" for name in names}
        assert browser.post(page, {**marks, **comments, "rendre": "1"}).url == page
        assert "il ne change plus" in text(browser.get(page))
    page = text(officer.get(at(world, "appraisal")))
    assert "troisième est demandée" in page
    assert "troisième à confier" in text(officer.get(f"{table_of(world)}?alerte=1"))


def _asked_of_somebody_else(world, as_, officer):
    """An opinion that does not come is asked of somebody else."""
    body = Organisation.objects.get(pk=world.agency.organisation_id)
    other = Organisation.objects.get(pk=world.readers[1].organisation_id)
    due = {"due_on": DUE.isoformat(), "question": "Et les quartiers ?"}
    officer.post(at(world, "ask_opinion"), {**due, "organisation": str(other.public_id)})
    late = Opinion.objects.get()
    instead = at(world, "replace_opinion", late.public_id)
    assert officer.post(instead, {**due, "organisation": str(body.public_id)}).status_code == 302
    opinion = reverse("opinion", args=[Opinion.objects.get(organisation=body).public_id])
    agency = as_(world.agency)
    assert "Un projet inventé" in text(agency.get(reverse("appraisal_desk")))
    assert agency.post(opinion, {"verdict": "reserved", "body": ""}).status_code == 422
    agency.post(opinion, {"verdict": "reserved", "body": "Prévoir un relais"})
    assert "Prévoir un relais" in text(officer.get(at(world, "appraisal")))


def _decided_then_announced(world, as_, client, officer, carrier):
    """Decided by who is responsible; nothing is known before everything is."""
    call = world.project.call.public_id
    head, announce = as_(world.head), reverse("announce_results", args=[call])
    assert officer.get(at(world, "decide_project")).status_code == 403
    decided = {"outcome": "selected", "amount_cents": "900 000", "reason": "Solide"}
    assert head.post(at(world, "decide_project"), decided).status_code == 422
    assert head.post(announce).status_code == 422
    head.post(at(world, "decide_project"), {**decided, "amount_cents": "80 000"})
    assert carrier.get(at(world, "result")).status_code == 404
    assert "Résultat" not in text(carrier.get(at(world, "project")))
    plan, public = reverse("plan_announcement", args=[call]), reverse("call", args=[call])
    assert officer.post(plan, {"on": "2020-01-01"}).status_code == 422
    assert officer.post(
        plan, {"on": (AT.date() + dt.timedelta(days=9)).isoformat()}
    ).url == table_of(world)
    assert "Les résultats seront annoncés le" in text(client.get(public))
    assert "Projet lauréat" not in text(client.get(public))
    assert head.post(announce).url == table_of(world)
    assert "Projet lauréat" in text(client.get(public))
    letter = at(world, "result_letter")
    assert carrier.get(letter).status_code == officer.get(letter).status_code == 404
    assert "en cours de préparation" in text(carrier.get(at(world, "result")))
    assert draw_result_letter(by=None, at=AT)
    assert carrier.get(letter).content == officer.get(letter).content
    assert carrier.get(letter).content[:5] == b"%PDF-"
    digest = hashlib.sha256(carrier.get(letter).content).hexdigest()
    assert digest in text(carrier.get(at(world, "result")))
    assert "La lettre envoyée au porteur" in text(officer.get(at(world, "appraisal")))
    for who in (world.filed.partner, world.filed.rival, world.readers[0]):
        assert as_(who).get(letter).status_code == 404
    assert at(world, "result") in carrier.get(at(world, "project")).content.decode()
    assert "80 000 €" in text(carrier.get(at(world, "result")))
    assert as_(world.filed.rival).get(at(world, "result")).status_code == 404
    book = load_workbook(BytesIO(officer.get(reverse("export_appraisals", args=[
        call])).content))  # fmt: skip
    assert [row[3].value for row in book.active.iter_rows(min_row=2)] == [80_000]


def test_admissible_corrected_read_by_two_asked_decided_and_announced(as_, client):
    world = received()
    officer, carrier = as_(world.officer), as_(world.filed.carrier)
    assert "0 sur 1" in text(officer.get(reverse("appraisal_desk")))
    assert "à examiner" in text(officer.get(table_of(world)))

    _judged(world, officer)
    _corrected(world, officer, carrier)
    _read_by_two_and_a_third(world, as_, officer)
    _asked_of_somebody_else(world, as_, officer)
    _decided_then_announced(world, as_, client, officer, carrier)


def test_table_sorts_filters_and_asks_as_much_of_the_database_with_1_and_3(as_):
    world = admitted()
    given(world, world.readers[0])
    given(world, world.readers[1])
    officer = as_(world.officer)
    table = reverse("appraisal_table", args=[world.project.call.public_id])

    def seen(query=""):
        officer.get(table)
        with CaptureQueriesContext(connection) as statements:
            answer = officer.get(f"{table}{query}")
        return answer.content.decode().count("data-list-item"), len(statements), text(answer)

    rows, first, words = seen()
    assert rows == 1
    assert "100" in words
    for _more in range(2):
        other = filed()
        Project.objects.filter(pk=other.project.pk).update(call=world.project.call)
    assert seen()[:2] == (3, first)
    assert seen("?recevabilite=admissible&tri=-total")[0] == 1
    assert seen("?q=introuvable")[2].count("Aucun projet ne répond") == 1
    assert seen("?tri=-note-pertinence")[2].index("100") < len(words)


def seen(browser, address):
    """The items of a page, and the statements that made it, asked a second time."""
    browser.get(address)
    with CaptureQueriesContext(connection) as statements:
        answer = browser.get(address)
    return answer.content.decode().count("data-list-item"), len(statements)


def test_appraisal_of_a_project_asks_as_much_with_opinions_1_and_3(as_):
    world = admitted()
    asked(world, world.agency)
    officer, page = as_(world.officer), at(world, "appraisal")

    rows, first = seen(officer, page)
    assert rows == 1
    for body in world.readers[:2]:
        asked(world, body)
    assert seen(officer, page) == (3, first)


def test_readings_are_shown_in_as_many_statements_with_1_and_3(as_):
    world = admitted()
    entrusted(world, world.readers[0])
    officer, page = as_(world.officer), at(world, "appraisal")

    rows, first = seen(officer, page)
    assert rows == 1
    for reader in world.readers[1:]:
        replaced = Review.objects.latest("pk")
        replace_review(review=replaced, by=world.officer, at=AT)
        entrusted(world, reader)
    assert seen(officer, page) == (3, first)


def test_desk_asks_as_much_with_1_and_3(as_):
    worlds = [admitted() for _one in range(3)]
    agency, address = worlds[0].agency, reverse("appraisal_desk")
    asked(worlds[0], agency)
    browser = as_(agency)

    rows, first = seen(browser, address)
    assert rows == 1
    for world in worlds[1:]:
        asked(world, agency)
    assert seen(browser, address) == (3, first)


def test_what_is_to_be_given_comes_before_what_is(as_):
    worlds = [admitted() for _one in range(2)]
    reader = worlds[0].readers[0]
    done = given(worlds[0], reader)
    waiting = entrusted(worlds[1], reader)

    page = as_(reader).get(reverse("appraisal_desk")).content.decode()
    addresses = [reverse("review", args=[one.public_id]) for one in (waiting, done)]
    assert 0 < page.index(addresses[0]) < page.index(addresses[1])


def test_no_address_of_an_appraisal_opens_to_a_candidate_or_to_a_stranger(as_):
    world = admitted()
    review, opinion = entrusted(world, world.readers[0]), asked(world, world.agency)
    call = world.project.call
    addresses = [
        *(at(world, name) for name in (
            "appraisal", "declare_admissibility", "ask_correction", "assign_review",
            "ask_opinion", "decide_project", "result",
        )),
        at(world, "replace_opinion", opinion.public_id),
        *(reverse(name, args=[review.public_id]) for name in (
            "review", "declare_interests", "reopen_review",
        )),
        reverse("opinion", args=[opinion.public_id]),
        *(reverse(name, args=[call.public_id]) for name in (
            "appraisal_table", "export_appraisals", "announce_results",
        )),
    ]  # fmt: skip
    for who in (world.filed.carrier, world.filed.partner, world.filed.rival, world.readers[1]):
        browser = as_(who)
        for address in addresses:
            assert browser.get(address).status_code == 404, address
