"""The person on her own pages: reads, says yes with a code, says no, keeps her copy."""

import pytest
from django.urls import reverse

from jalon.contracts.models import Acceptance, Commitment
from tests.contracts.situations import coded, drafted, followed, offered, promised, signed
from tests.space.situations import browser_of

pytestmark = pytest.mark.django_db
HERE = reverse("space_contract")
PROMISES = reverse("space_promises")


def test_she_reads_asks_for_a_code_and_says_yes():
    one = offered()
    browser = browser_of(one.user)

    page = browser.get(HERE).text
    browser.post(reverse("space_contract_code"), {"channel": "email"})
    code = coded(one)
    wrong = browser.post(HERE, {"code": "12", "seen": "1"})
    right = browser.post(HERE, {"code": code, "seen": "1"})

    assert "On vous propose ce contrat" in page
    assert "Mobilité : bloque le projet" in page
    assert "Payer le permis" in page
    assert wrong.status_code == 422
    assert right.status_code == 302
    assert Acceptance.objects.get().recorded_by is None
    assert "Votre référent ou référente doit signer" in browser.get(HERE).text


def test_she_says_no_with_a_word_and_a_draft_is_not_shown():
    one = offered()
    browser = browser_of(one.user)

    no = reverse("space_contract_no")
    lost = browser.post(no, {"word": "Pas maintenant", "seen": "7"})
    assert (lost.status_code, "Pas maintenant</textarea>" in lost.text) == (422, True)
    assert 'name="seen" value="1"' in lost.text
    browser.post(no, {"word": "Pas maintenant", "seen": "1"})

    one.contract.refresh_from_db()
    assert (one.contract.state, one.contract.terms.refusal) == ("refused", "Pas maintenant")
    assert browser.get(reverse("space_contract_no")).status_code == 404
    draft = drafted()
    assert "Pas de contrat à lire" in browser_of(draft.user).get(HERE).text


def test_she_keeps_the_signed_file():
    one = signed()

    assert reverse("space_contract_file") in browser_of(one.user).get("/mon-espace").text
    file = browser_of(one.user).get(reverse("space_contract_file"))

    assert file.content.startswith(b"%PDF-")


def test_she_answers_each_promise():
    one = followed()
    own, bodys = promised(one)
    browser = browser_of(one.user)

    for promise, verb in ((own, "accepter"), (own, "tenu"), (bodys, "non")):
        browser.post(PROMISES, {"one": str(promise.public_id), "verb": verb})
    page = browser.get(PROMISES).text

    assert dict(Commitment.objects.values_list("pk", "state")) == {
        own.pk: "kept", bodys.pk: "proposed",
    }  # fmt: skip
    assert page.count("data-list-item") == 1
    for odd in ("x", "z" * 36):
        assert browser.post(PROMISES, {"one": odd, "verb": "tenu"}).status_code == 404
