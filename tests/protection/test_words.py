"""What an officer or a manager writes to a person is read over like a note."""

import pytest

from jalon.protection.models import DataRequest, RegisterLookup
from tests.dossiers.test_words_of_ways_in import WORDS, refused_then_insisted
from tests.factories import AffiliationFactory
from tests.protection.situations import MANAGER, OFFICER, asked, question
from tests.space.situations import camille

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "page", "word", "done", "field"),
    [
        ("access", "accepter", "answer", {"state": "accepted"}, "data_request.answer"),
        ("access", "refuser", "answer", {"state": "refused"}, "data_request.answer"),
        ("access", "prolonger", "reason", {"extended_at__isnull": False}, "data_request.reason"),
        ("explanation", "accepter", "answer", {"state": "answered"}, "data_request.answer"),
    ],
)
def test_the_answer_of_an_officer(kind, page, word, done, field, sign_in):
    dossier = camille()
    one = question(dossier) if kind == "explanation" else asked(dossier, kind)
    officer = AffiliationFactory(role=OFFICER, organisation=dossier.referent.organisation)
    address = f"/protection/demandes/{one.public_id}/{page}"
    found = DataRequest.objects.filter(**done).exists

    assert refused_then_insisted(sign_in(officer), address, {word: WORDS}, found) == field


def test_the_answer_of_a_manager_who_does_not_read_the_dossier(sign_in):
    reader = AffiliationFactory()
    one = question(camille(), reader)
    manager = AffiliationFactory(role=MANAGER, organisation=reader.organisation)
    address = f"/protection/questions/{one.public_id}"
    found = DataRequest.objects.filter(state="answered").exists

    kept = refused_then_insisted(sign_in(manager), address, {"answer": WORDS}, found)

    assert kept == "data_request.answer"


def test_the_motive_of_opening_a_register(sign_in):
    dossier = camille()
    officer = AffiliationFactory(role=OFFICER, organisation=dossier.referent.organisation)
    typed = {"dossier": str(dossier.public_id), "motive": WORDS}
    found = RegisterLookup.objects.exists

    kept = refused_then_insisted(sign_in(officer), "/protection/registre", typed, found)

    assert kept == "register.motive"
