"""The officer reads why somebody insisted on words that have no place in a dossier."""

import pytest
from django.utils import timezone

from jalon.dossiers.operations import write_note
from jalon.wording.guard import Insistence
from tests.factories import AffiliationFactory, actor, make_dossier
from tests.protection.situations import OFFICER

pytestmark = pytest.mark.django_db
PAGE = "/protection/mises-en-garde"


def insisted(hat, reason="elle me demande de l'écrire"):
    """Somebody of this body writes of a religion in the note of a person they follow."""
    dossier = make_dossier(referent=hat)
    write_note(
        dossier=dossier, kind="note", body="Madame est musulmane.", is_private=False,
        happened_on=timezone.localdate(), insistence=Insistence(frozenset({"religion"}), reason),
        by=actor(hat), at=timezone.now(),
    )  # fmt: skip
    return dossier


def test_the_officer_reads_the_reason_and_never_the_words(sign_in):
    hat = AffiliationFactory()
    dossier = insisted(hat)
    insisted(AffiliationFactory(), "une raison d'ailleurs")
    officer = AffiliationFactory(role=OFFICER, organisation=hat.organisation)

    html = sign_in(officer).get(PAGE).text.replace("&#39;", "'")

    assert "elle me demande de l'écrire" in html
    assert "Religion" in html
    assert "d'ailleurs" not in html
    assert "musulmane" not in html
    assert dossier.person.birth_name not in html


def test_nobody_else_reads_it(sign_in):
    hat = AffiliationFactory()
    insisted(hat)

    assert sign_in(hat).get(PAGE).status_code == 403


@pytest.mark.parametrize("items", [1, 3])
def test_insistences_ask_the_same_statements_for_1_and_3(items, sign_in, django_assert_num_queries):
    hat = AffiliationFactory()
    for _ in range(items):
        insisted(hat)
    browser = sign_in(AffiliationFactory(role=OFFICER, organisation=hat.organisation))
    browser.get(PAGE)

    with django_assert_num_queries(3):  # session and hat, how many, the rows
        answer = browser.get(PAGE)

    assert answer.text.count("data-list-item") == items
