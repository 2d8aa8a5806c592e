"""The pages of projects, without JavaScript: built by a consortium, filed, read by the State."""

import datetime as dt
import html
import re
from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from jalon.accounts.models import Affiliation, Organisation
from jalon.projects.models import Funder, Line, Member, Project
from jalon.projects.operations import file_project, invite_project_member, open_project
from jalon.projects.queries.financing import plan_of
from jalon.projects.queries.texts import current
from tests.calls.situations import CLOSES
from tests.projects.situations import AT, begun, brought, complete, stranger_body
from tests.strategies.situations import department

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _while_it_is_open():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def as_(sign_in):
    return lambda who: sign_in(Affiliation.objects.get(pk=who.affiliation_id))


def text(answer):
    found = html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))
    return " ".join(found.replace("\u202f", " ").split())


def at(world, name, *more):
    return reverse(name, args=[world.project.public_id, *more])


def revision(answer):
    return re.search(r'name="revision" value="(\d+)"', answer.content.decode())[1]


def seen(browser, address):
    """The page, its items, and how many statements made it, asked a second time."""
    browser.get(address)
    with CaptureQueriesContext(connection) as asked:
        answer = browser.get(address)
    return answer, answer.content.decode().count("data-list-item"), len(asked)


def test_projects_are_listed_in_as_many_statements_with_1_and_3(as_):
    world = begun()
    browser, ours = as_(world.carrier), reverse("projects")

    answer, rows, first = seen(browser, ours)
    assert rows == 1
    assert "2 sur 2" in text(answer)
    for _more in range(2):
        open_project(call=world.call, title="Encore un", by=world.carrier, at=AT)
    assert seen(browser, ours)[1:] == (3, first)
    assert seen(as_(world.rival), ours)[1] == 0


def test_members_are_shown_in_as_many_statements_with_1_and_3(as_):
    world = begun()
    Member.objects.filter(organisation_id=world.partner.organisation_id).delete()
    browser, page = as_(world.carrier), at(world, "project")

    _answer, rows, first = seen(browser, page)
    assert rows == 1
    for number in (7001, 7002):
        body = stranger_body(number)
        invite_project_member(project=world.project, body=body, by=world.carrier, at=AT)
    assert seen(browser, page)[1:] == (3, first)


def test_financing_is_shown_in_as_many_statements_with_1_and_3(as_):
    world = begun()
    brought(world, Funder.MEMBER, 1_00, member=world.member(world.partner))
    browser, page = as_(world.carrier), at(world, "financing")

    _answer, rows, first = seen(browser, page)
    assert rows == 1
    for cents in (2_00, 3_00):
        brought(world, Funder.MEMBER, cents, member=world.member(world.partner))
    answer, *more = seen(browser, page)
    assert more == [3, first]
    assert " 6 €" in text(answer)


def test_a_project_is_begun_and_a_body_invited_answers_and_writes_its_part(as_):
    world = begun()
    carrier = as_(world.carrier)
    answer = carrier.post(
        reverse("open_project", args=[world.call.public_id]), {"title": "Un autre projet"}
    )
    project = Project.objects.get(title="Un autre projet")
    assert answer.url == reverse("project", args=[project.public_id])
    siret = Organisation.objects.get(pk=world.partner.organisation_id).siret
    invite = reverse("invite_project_member", args=[project.public_id])
    assert carrier.post(invite, {"siret": "123", "circle": "core"}).status_code == 422
    carrier.post(invite, {"siret": siret, "circle": "extended"})

    partner = as_(world.partner)
    assert "votre réponse est attendue" in text(partner.get(reverse("projects")))
    member = Member.objects.get(project=project, siret=siret)
    here = (project.public_id, member.public_id)
    partner.post(reverse("answer_project_invitation", args=here), {"answer": "yes", "reason": ""})
    part = reverse("write_project_part", args=here)
    said = {"revision": 1, "role": "Recevoir chacun", "fte_hundredths": "1,5", "brings_cents": ""}
    assert partner.post(part, said).status_code == 302

    member.refresh_from_db()
    assert (member.state, member.fte_hundredths, member.circle) == ("accepted", 150, "extended")
    conflict = partner.post(part, {**said, "role": "Autre chose"})
    assert conflict.status_code == 422
    assert "Recevoir chacun" in text(conflict)
    assert partner.post(part, {**said, "revision": revision(conflict)}).status_code == 302
    assert carrier.post(part, said).status_code == 403


def test_both_writings_are_shown_and_nothing_is_lost(as_):
    world = begun()
    browser, address = as_(world.carrier), at(world, "write_text", "resume")
    browser.post(address, {"body": "Première", "revision": 0})

    conflict = browser.post(address, {"body": "Seconde", "revision": 0})
    assert conflict.status_code == 422
    assert {"Première", "Seconde"} <= set(text(conflict).split())
    browser.post(address, {"body": "Seconde", "revision": revision(conflict)})

    assert current(world.project)["resume"].body == "Seconde"
    writings = browser.get(address)
    assert "Écriture 2" in text(writings)
    assert "<del>Première</del><ins>Seconde</ins>" in writings.content.decode()
    assert as_(world.partner).get(address).status_code == 200
    assert "Enregistrer" not in text(as_(world.partner).get(address))


def test_the_plan_is_written_line_by_line_and_by_spreadsheet(as_):
    world = complete()
    browser = as_(world.carrier)
    page = browser.get(at(world, "financing"))
    assert "le plan est équilibré" in text(page)
    assert "20 %" in text(page).replace("\u00a0", " ")

    line = {"what": "resource-local", "year": 2028, "amount_cents": "1 250,50"}
    assert browser.post(at(world, "financing"), line).status_code == 302
    assert browser.post(at(world, "financing"), {**line, "amount_cents": "0"}).status_code == 422
    found = Line.objects.get(funder="local")
    assert found.amount_cents == 1250_50
    change = at(world, "write_line", found.public_id)
    browser.post(change, {**line, "amount_cents": "2", "revision": 1})
    assert browser.post(change, {**line, "amount_cents": "3", "revision": 1}).status_code == 422
    found.refresh_from_db()
    assert found.amount_cents == 2_00

    exported = browser.get(at(world, "export_lines")).content
    before = plan_of(world.project.lines.all())
    book = load_workbook(BytesIO(exported))
    assert [row[5].value for row in book.active.iter_rows(min_row=2)].count(80_000) == 1
    browser.post(at(world, "remove_line", found.public_id))
    assert not Line.objects.filter(pk=found.pk).exists()
    file = SimpleUploadedFile("plan.xlsx", exported)
    assert browser.post(at(world, "import_lines"), {"file": file}).status_code == 302
    after = plan_of(world.project.lines.all())
    assert (after.spending, after.resources) == (before.spending, before.resources)
    wrong = SimpleUploadedFile("plan.xlsx", b"PK rien")
    assert browser.post(at(world, "import_lines"), {"file": wrong}).status_code == 422
    assert world.project.lines.count() == 4


def test_the_frame_the_perimeter_the_papers_and_the_comments(as_):
    world = complete()
    browser = as_(world.carrier)
    frame = browser.get(at(world, "revise_project"))
    said = {"revision": revision(frame), "title": "Titre neuf", "zonings_present": ["none"]}
    assert browser.post(at(world, "revise_project"), said).status_code == 302
    now = world.now()
    assert (now.title, now.zonings_present, now.zonings_associated) == ("Titre neuf", [], None)

    assert browser.post(at(world, "project_perimeter"), {"lieu": "country-FR"}).status_code == 404
    paper = SimpleUploadedFile("note.pdf", b"MZ pas un PDF")
    assert browser.post(at(world, "join_paper", "rib"), {"file": paper}).status_code == 422
    assert browser.get(at(world, "join_paper", "inconnu")).status_code == 404
    assert browser.get(at(world, "read_paper", "rib")).content == b"%PDF-1.7"

    partner, address = as_(world.partner), at(world, "comment_field", "cadre")
    partner.post(address, {"body": "Et la date ?"})
    assert "Et la date ?" in text(browser.get(at(world, "project")))
    comment = world.project.comments.get()
    browser.post(at(world, "settle_comment", comment.public_id))
    assert "Et la date ?" not in text(browser.get(at(world, "project")))
    assert partner.get(at(world, "comment_field", "inconnu")).status_code == 404


def test_the_last_hour_is_counted_in_minutes_and_what_is_missing_leads_to_its_part(as_):
    world = begun()
    with time_machine.travel(CLOSES - dt.timedelta(minutes=16), tick=False):
        browser = as_(world.carrier)
        assert "Il reste 16 minutes" in text(browser.get(at(world, "project")))
        check = browser.get(at(world, "file_project")).content.decode()

    assert f'href="{at(world, "project")}#cadre">Dites quelles autres zones' in check


def test_filed_once_read_by_the_state_and_taken_up_again(as_):
    world = complete()
    carrier, state = as_(world.carrier), as_(world.state)
    editor = text(carrier.get(at(world, "project")))
    assert "Brouillon : ce projet n’est pas déposé" in editor.replace("\u00a0", " ")
    assert state.get(at(world, "project_receipt")).status_code == 404
    check = text(carrier.get(at(world, "file_project")))
    assert "La lettre d" in check  # criteria that are not met are said, and stop nothing

    for _twice in range(2):
        assert carrier.post(at(world, "file_project")).url == at(world, "project_receipt")

    filing = world.project.filings.get()
    received = text(state.get(at(world, "project"), follow=True))
    assert filing.digest in received
    assert "Texte pertinence" in received
    assert "Relevé d'identité bancaire du porteur :" in received
    assert state.get(at(world, "read_paper", "rib")).status_code == 200
    assert "Projets reçus" in text(state.get(reverse("projects")))
    with time_machine.travel(CLOSES, tick=False):
        late = text(as_(world.carrier).get(at(world, "project_receipt")))
    assert "Reprendre le projet" not in late
    carrier, state = as_(world.carrier), as_(world.state)
    assert "Reprendre le projet" in text(carrier.get(at(world, "project_receipt")))
    carrier.post(at(world, "resume_project"))
    assert state.get(at(world, "project_receipt")).status_code == 404
    carrier.post(at(world, "withdraw_project"), {"reason": "Reporté"})
    assert "Reporté" in text(state.get(at(world, "project_receipt")))


def test_no_candidate_finds_another_s_project_by_any_address(as_):
    world = complete()
    line, member = world.project.lines.all()[0], world.member(world.partner)
    more = {
        "write_text": ("resume",), "comment_field": ("cadre",), "join_paper": ("rib",),
        "read_paper": ("rib",), "write_line": (line.public_id,),
        "write_project_part": (member.public_id,), "replace_member": (member.public_id,),
        "answer_project_invitation": (member.public_id,),
    }  # fmt: skip
    names = [
        "project", "revise_project", "project_perimeter", "invite_project_member", "financing",
        "export_lines", "import_lines", "file_project", "project_receipt", "withdraw_project",
        *more,
    ]  # fmt: skip
    rival, state = as_(world.rival), as_(world.state)
    for name in names:
        assert rival.get(at(world, name, *more.get(name, ()))).status_code == 404, name
        assert state.get(at(world, name, *more.get(name, ()))).status_code == 404, name
    file_project(project=world.project, by=world.carrier, at=AT)
    for name in names:
        assert rival.get(at(world, name, *more.get(name, ()))).status_code == 404, name
    for name in set(names) - {"project", "project_receipt", "read_paper"}:
        assert state.get(at(world, name, *more.get(name, ()))).status_code == 404, name


@pytest.mark.usefixtures("clock")
def test_a_strategy_begun_for_the_project_is_read_by_its_members_then_by_the_state(as_):
    world = complete()
    place = department()
    Organisation.objects.filter(pk=world.carrier.organisation_id).update(territory=place)
    carrier, address = as_(world.carrier), at(world, "link_strategy")
    begun_here = {"choice": f"begin-{place.pk}", "title": "Un rendez-vous vite"}

    assert carrier.post(address, {**begun_here, "title": ""}).status_code == 422
    assert carrier.post(address, begun_here).status_code == 302
    assert "Lire et écrire cette stratégie" in text(carrier.get(at(world, "project")))
    partner = as_(world.partner)  # of the whole country, whose law is not that of a département
    assert partner.get(address).status_code == 403
    said = text(partner.get(at(world, "project")))
    assert "Un rendez-vous vite" in said
    carrier.post(at(world, "file_project"))
    kept = text(as_(world.state).get(at(world, "project_receipt")))
    assert "Un rendez-vous vite" in kept
    assert kept.count("Délai") == 3
