"""The pages of letters: the consortium follows them, who signs has no account."""

import re

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jalon.accounts.models import Affiliation
from jalon.letters.models import Letter
from jalon.letters.operations import send_letter
from jalon.letters.paper import drawn
from jalon.letters.states import LetterState
from jalon.projects.operations import (
    answer_project_invitation,
    invite_project_member,
    write_part,
)
from tests.letters.situations import (
    LATER,
    PART,
    again,
    code_received,
    ready,
    secret_of,
    waiting,
)
from tests.projects.situations import AT, stranger_body

pytestmark = pytest.mark.django_db


def client_of(who):
    client = Client()
    client.force_login(Affiliation.objects.get(pk=who.affiliation_id).user)
    return client


@pytest.fixture(autouse=True)
def later(settings):
    settings.JALON_SECOND_FACTOR_REQUIRED = False
    with time_machine.travel(LATER, tick=False):
        yield


def test_from_the_part_to_the_signature_without_an_account():
    world = ready()
    member = world.member(world.partner)
    inside, outside = client_of(world.partner), Client()
    where = reverse("send_letter", args=[world.project.public_id, member.public_id])
    assert "Un guichet commun" in inside.get(where).text

    page = inside.post(where).url
    letter = Letter.objects.get()
    held = f"/lettre/{secret_of(letter)}"

    assert "attend la signature" in inside.get(page).text
    read = outside.get(held).text
    assert ("Un guichet commun" in read, 'name="code"' in read) == (True, False)
    assert outside.post(f"{held}/code").url == held
    assert "c•••@exemple.example" in outside.get(held).text
    code, agreed = code_received(), {"agreed": "on"}
    assert outside.post(f"{held}/signer", {"code": code}).status_code == 422
    assert outside.post(f"{held}/signer", {"code": "000", **agreed}).status_code == 422
    for _turn in range(2):
        assert outside.post(f"{held}/signer", {"code": code, **agreed}).url == held
    assert "Cette lettre est signée" in outside.get(held).text
    letter = again(letter)
    for client, address in ((outside, f"{held}/pdf"), (inside, f"{page}/pdf")):
        assert client.get(address).content == bytes(letter.document)
    shown = inside.get(reverse("project", args=[world.project.public_id])).text
    assert "1 sur 2." in shown
    assert letter.document_digest in inside.get(page).text


def test_section_is_shown_in_as_many_statements_with_1_and_3():
    world, _letter = waiting()
    browser = client_of(world.carrier)
    page = reverse("project", args=[world.project.public_id])

    def seen():
        browser.get(page)
        with CaptureQueriesContext(connection) as asked:
            text = browser.get(page).text
        return text.count("data-letter"), len(asked)

    rows, first = seen()
    for number in (7001, 7002):
        member = invite_project_member(
            project=world.project, body=stranger_body(number), by=world.carrier, at=AT
        )
        answer_project_invitation(member=member, accepts=True, by=world.carrier, at=AT)
        write_part(member=member, changes=PART, seen=1, by=world.carrier, at=AT)
        send_letter(member=member, by=world.carrier, at=AT)
    assert seen() == (rows + 2, first)


def test_a_link_opens_one_letter_and_what_may_not_be_read_does_not_exist():
    world, letter = waiting()
    page = reverse("letter", args=[world.project.public_id, letter.public_id])
    outside = Client()

    for path in ("", "/pdf", "/code", "/signer", "/refuser", "/confier"):
        way = outside.post if path in {"/code", "/signer"} else outside.get
        sent = {"code": "123456", "agreed": "on"}
        assert way(f"/lettre/AAAABBBBCCCCDDDD{path}", sent).status_code == 404
    assert outside.get(page).status_code == 302
    for who in (world.rival, world.state):
        client = client_of(who)
        for path in ("", "/pdf", "/rappeler", "/confier", "/retirer"):
            way = client.post if path == "/rappeler" else client.get
            assert way(f"{page}{path}").status_code == 404
    why = {"reason": "Pas cette année"}
    assert outside.post(f"/lettre/{secret_of(letter)}/refuser", why).status_code == 302
    assert again(letter).state == LetterState.REFUSED
    assert "Pas cette année" in client_of(world.partner).get(page).text


def test_a_scan_is_recognised_by_its_code_or_else_named_by_the_member(tmp_path):
    world, letter = waiting()
    client = client_of(world.carrier)
    where = reverse("deposit_letter", args=[world.project.public_id])
    blank, printed = tmp_path / "vide.pdf", tmp_path / "lettre.pdf"
    blank.write_bytes(b"%PDF-1.7 nothing")
    printed.write_bytes(drawn(letter))

    with blank.open("rb") as file:
        unread = client.post(where, {"file": file, "letter": ""})
    assert (unread.status_code, "QR code n’a pas été lu" in unread.text) == (422, True)
    with printed.open("rb") as file:
        assert client.post(where, {"file": file, "letter": ""}).status_code == 302

    kept = again(letter)
    assert (kept.state, kept.is_recognised) == (LetterState.SIGNED, True)
    assert re.search("reconnue par son QR code", client.get(f"{where[:-8]}/{kept.public_id}").text)
