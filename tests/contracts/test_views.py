"""The pages of contracts, from the first word to the signed file."""

import hashlib
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from jalon.contracts.models import Commitment, EngagementContract
from jalon.contracts.operations import offer_contract
from jalon.journal.models import Reading
from jalon.vault.sealing import open_sealed_bytes
from tests.contracts.situations import coded, drafted, followed, offered, offered_again, signed
from tests.factories import AffiliationFactory, MembershipFactory
from tests.plans.situations import World

pytestmark = pytest.mark.django_db
MARK = re.compile(r'name="seen" value="(\w*)"( data-draft-with)?')


def at(name, one, *more, query=""):
    return reverse(name, args=[one.dossier.public_id, *more]) + query


def browser(sign_in, one):
    return sign_in(one.dossier.referent.affiliation)


def test_from_the_first_word_to_the_signed_file(sign_in):
    one = followed()
    client = browser(sign_in, one)
    promise = {"organisation": "", "text": "Passer le code", "due_on": "2030-01-07"}

    client.post(at("propose_commitment", one), promise)
    client.post(
        at("prepare_contract", one),
        {"started_on": "2030-01-07", "ends_on": "2030-07-07", "review_on": "2030-04-07",
         "weekly_hours": "5"},
    )  # fmt: skip
    contract = EngagementContract.objects.get()
    missing = client.post(at("offer_contract", one, contract.public_id), {})
    assert missing.status_code == 422
    assert "dites pourquoi" in missing.text
    page = client.get(at("offer_contract", one, contract.public_id)).text
    assert "Passer le code" in page
    assert "Santé" not in page  # no habilitation to secrecy
    client.post(
        at("offer_contract", one, contract.public_id),
        {"themes": ["mobilite"], "adapting": ["mobilite"]},
    )
    screen = at("agree_contract", one, contract.public_id, "ecran")
    assert "Cette durée tient compte de" in client.get(screen).text
    client.post(
        screen,
        {"typed_name": "Camille P.", "present": "Camille, Ada Weber", "agrees": "on", "seen": "1"},
    )
    assert Commitment.objects.get().state == "accepted"
    assert "Vous signez pour" in client.get(at("sign_contract", one, contract.public_id)).text
    client.post(at("sign_contract", one, contract.public_id), {"seen": "1"})
    file = client.get(at("contract_file", one, contract.public_id))

    assert file.headers["Content-Type"] == "application/pdf"
    known = client.get(at("contracts", one)).text
    assert hashlib.sha256(file.content).hexdigest() in known
    assert "signé, commence bientôt" in known
    exports = Reading.objects.filter(channel="export").get()
    assert exports.blocks == ["contract"]


def test_the_page_of_the_dossier_says_where_the_contract_stands(sign_in):
    one = signed()
    payer = AffiliationFactory(organisation__kind="caf")
    MembershipFactory(dossier=one.dossier, affiliation=payer)
    offer = AffiliationFactory(organisation__kind="siae")
    MembershipFactory(dossier=one.dossier, affiliation=offer)
    address = at("dossier_page", one)

    own = browser(sign_in, one).get(address).text
    outline, closed = sign_in(payer).get(address).text, sign_in(offer).get(address).text

    assert "Payer le permis" in own
    assert "6 heures par semaine" in own
    assert 'id="contrat-dates"' not in own
    assert 'id="contrat-dates"' in outline
    assert "Contrat d’engagement" in outline
    for secret in ("Payer le permis", "heures par semaine", "Contrat signé"):
        assert secret not in outline
        assert secret not in closed
    assert sign_in(payer).get(at("contracts", one)).status_code == 404
    assert sign_in(payer).get(at("commitments", one)).status_code == 404


def test_both_sides_stand_on_one_page_with_the_same_weight(sign_in):
    one = drafted()
    World(dossier=one.dossier).step_in("accepted", title="Visiter l'atelier")

    page = browser(sign_in, one).get(at("commitments", one)).text

    person, bodies = page.index("Ce que fait la personne"), page.index("Ce que font les organismes")
    assert person < page.index("Aller à la réunion") < bodies < page.index("Payer le permis")
    assert person < page.index("Visiter l&#39;atelier") < bodies  # a step of the plan
    assert page.count('class="j-sheet"') == 2


@pytest.mark.parametrize(
    ("content", "status"), [(b"%PDF-1.7 page", 302), (b"<html>pas un PDF</html>", 422)]
)
def test_a_scan_is_known_by_its_bytes(content, status, sign_in):
    one = offered()
    scan = SimpleUploadedFile("page.pdf", content, content_type="application/pdf")

    answer = browser(sign_in, one).post(
        at("agree_contract", one, one.contract.public_id, "papier"),
        {"scan": scan, "present": "", "number": "1"},
    )

    assert answer.status_code == status
    one.contract.refresh_from_db()
    assert one.contract.state == ("accepted" if status == 302 else "offered")


def test_a_code_on_the_professional_s_screen(sign_in):
    one = offered()
    client = browser(sign_in, one)
    way = at("agree_contract", one, one.contract.public_id, "code")

    assert "c•••@personne.example" in client.get(way).text
    code = coded(one)
    wrong = client.post(way, {"code": "000000" if code != "000000" else "111111", "seen": "1"})
    right = client.post(way, {"code": f" {code[:3]} {code[3:]}", "seen": "1"})

    assert wrong.status_code == 422
    assert right.status_code == 302


def test_a_page_left_open_on_the_former_version_agrees_and_signs_nothing(sign_in):
    one = offered()
    client = browser(sign_in, one)
    screen, paper = (
        at("agree_contract", one, one.contract.public_id, way) for way in ("ecran", "papier")
    )
    assert 'name="seen" value="1"' in client.get(screen).text
    said = {"typed_name": "Camille P.", "present": "Ada Weber", "agrees": "on", "seen": "1"}
    page = SimpleUploadedFile("p.pdf", b"%PDF-1.7 page", content_type="application/pdf")

    offered_again(one)
    answers = [
        client.post(screen, said, follow=True),
        client.post(paper, {"scan": page, "present": "", "number": "1"}, follow=True),
        client.post(
            at("refuse_contract", one, one.contract.public_id), {"seen": "1", "word": "Non."}
        ),
    ]

    for answer in answers:
        assert "il en est à la version 2" in answer.text
    assert 'name="seen" value="2"' in answers[0].text
    assert "Non.</textarea>" in answers[2].text
    one.contract.refresh_from_db()
    assert one.contract.state == "offered"
    client.post(screen, said | {"seen": "2"})
    address = at("sign_contract", one, one.contract.public_id)
    assert "Signer pour" not in client.post(address, {"seen": "²"}, follow=True).text
    one.contract.refresh_from_db()
    assert one.contract.state == "accepted"


def test_a_form_left_open_overwrites_neither_a_yes_nor_a_colleague(sign_in):
    one = drafted()
    client, address = browser(sign_in, one), at("prepare_contract", one)
    mark, follows_the_draft = MARK.search(client.get(address).text).groups()
    assert follows_the_draft
    said = {"started_on": "2030-01-07", "weekly_hours": "9", "words": "Écrit dans un autre onglet."}

    for seen in ("", mark):  # begun before there was a draft; opened before it was offered
        lost = client.post(address, said | {"seen": seen})
        assert lost.status_code == 422
        assert "Écrit dans un autre onglet.</textarea>" in lost.text
        assert "On avance pas à pas." in lost.text
        if not seen:
            offer_contract(
                contract=one.contract, themes=(), adapting=(), by=one.by, at=timezone.now()
            )
    one.contract.refresh_from_db()
    assert one.contract.state == "offered"
    assert client.post(address, said | {"seen": MARK.search(lost.text)[1]}).status_code == 302
    one.contract.refresh_from_db()
    assert (one.contract.state, one.contract.terms.weekly_hours) == ("draft", 9)


def test_anybody_checks_a_file_and_learns_no_name(client):
    one = signed()
    content = open_sealed_bytes(one.file.content)
    address = reverse("verify_contract")

    known = client.post(address, {"file": SimpleUploadedFile("c.pdf", content)})
    changed = client.post(address, {"file": SimpleUploadedFile("c.pdf", content + b" ")})
    by_code = client.post(address, {"code": one.file.code.lower().replace("-", " ")})
    nothing = client.post(address, {})

    assert "Ce contrat est connu" in known.text
    assert "pas connu ici" in changed.text
    assert one.file.digest in by_code.text
    assert "donnez aussi le fichier" in by_code.text
    assert nothing.status_code == 422
    for answer in (known, by_code):
        assert "Camille" not in answer.text
        assert one.dossier.person.birth_name not in answer.text
