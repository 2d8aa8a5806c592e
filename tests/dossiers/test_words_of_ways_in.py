"""What is typed of a person at a door is read over like a note: shown, insisted on, on record."""

import pytest
from django.utils import timezone

from jalon.accounts.models import AffiliationRole
from jalon.dossiers.models import CautionOverride, ExceptionalAccess, Invitation, JoinRequest
from tests.dossiers.emergencies import TYPED, known, opened, trusted
from tests.dossiers.operations.test_request_to_join import ask
from tests.factories import AffiliationFactory

pytestmark = pytest.mark.django_db
WORDS = "Elle est musulmane et vient chaque semaine."
INSISTED = {"cautioned": "religion", "insist": "on", "insist_reason": "Elle me demande de le dire."}


def refused_then_insisted(browser, page, typed, found):
    """First shown with the words marked; then kept, with the reason; a number never is."""
    shown = browser.post(page, typed)
    assert shown.status_code == 422
    assert "<mark>musulmane</mark>" in shown.text
    assert not found()
    name = next(key for key, value in typed.items() if value == WORDS)
    number = {**typed, name: "Son numéro : 2 84 03 57 463 012 81.", **INSISTED}
    assert browser.post(page, number).status_code == 422
    assert not CautionOverride.objects.exists()

    assert browser.post(page, {**typed, **INSISTED}).status_code == 302

    assert found()
    kept = CautionOverride.objects.get()
    assert (kept.classes, kept.reason) == (["religion"], "Elle me demande de le dire.")
    return kept.field


def test_the_reason_of_an_emergency(sign_in):
    known()
    typed = {**TYPED, "reason": WORDS, "is_understood": "on"}
    browser, found = sign_in(trusted()), ExceptionalAccess.objects.exists

    field = refused_then_insisted(browser, "/dossiers/acces-exceptionnel", typed, found)

    assert field == "exceptional_access.reason"


def test_the_reason_of_asking_to_join(sign_in):
    known()
    typed = {**TYPED, "role": "partner", "reason": WORDS}
    browser, found = sign_in(AffiliationFactory()), JoinRequest.objects.exists

    assert refused_then_insisted(browser, "/dossiers/demander", typed, found) == (
        "join_request.reason"
    )


def test_the_answer_to_whoever_asked(sign_in):
    dossier = known()
    page = f"/dossiers/{dossier.public_id}/equipe/demandes/{ask().public_id}"
    browser = sign_in(dossier.referent.affiliation)
    refused = JoinRequest.objects.filter(state="refused").exists

    field = refused_then_insisted(browser, page, {"decision": "refuse", "answer": WORDS}, refused)

    assert field == "join_request.answer"


def test_the_word_of_an_invitation_is_read_by_whoever_is_invited(sign_in):
    dossier, guest = known(), AffiliationFactory()
    page = f"/dossiers/{dossier.public_id}/equipe/inviter"
    typed = {"hat": guest.public_id, "role": "partner", "word": WORDS}
    browser = sign_in(dossier.referent.affiliation)

    assert refused_then_insisted(browser, page, typed, Invitation.objects.exists) == (
        "invitation.word"
    )
    waiting = Invitation.objects.get()
    assert WORDS in sign_in(guest).get(f"/invitations/{waiting.public_id}").text


def test_the_opinion_of_whoever_reviews_an_emergency(sign_in):
    dossier = known()
    access = opened()
    ExceptionalAccess.objects.update(closed_at=timezone.now())
    lead = dossier.referent.organisation
    officer = AffiliationFactory(role=AffiliationRole.DATA_PROTECTION, organisation=lead)
    page, typed = f"/protection/acces/{access.public_id}", {"outcome": "justified"}
    reviewed = ExceptionalAccess.objects.exclude(reviewed_at=None).exists

    field = refused_then_insisted(sign_in(officer), page, {**typed, "opinion": WORDS}, reviewed)

    assert field == "exceptional_access.opinion"
