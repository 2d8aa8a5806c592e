"""What she corrects, understands, asks and declares herself, and what her référent sees of it."""

import re
from html import unescape

import pytest
from django.urls import reverse

from jalon.entry.models import Reorientation
from jalon.journal.models import Entry
from jalon.outcomes.models import Outcome
from jalon.people.models import Contact
from tests.entry.situations import decided, officer
from tests.space.situations import account_of, browser_of, camille

pytestmark = pytest.mark.django_db
CONTACT, NEWS = "/mon-espace/coordonnees", "/mon-espace/nouvelles"
ORIENTATION = "/mon-espace/orientation"


@pytest.fixture
def dossier():
    dossier = camille()
    account_of(dossier.person)
    return dossier


@pytest.fixture
def her(dossier):
    return browser_of(dossier.person.accesses.get().user)


def seen(page):
    """What stood there when the form was opened, to be sent back with what she types."""
    before = re.search(r'name="before" value="([^"]*)" data-draft-with', page.text)
    return {"before": unescape(before[1]), "language": "fr"}


def test_she_corrects_how_to_reach_her_and_the_team_sees_it(dossier, her, sign_in):
    was = seen(her.get(CONTACT))

    answer = her.post(CONTACT, was | {"phones": "06 39 98 01 23", "language": "ar"})

    assert answer.url == CONTACT
    contact = Contact.objects.get(person=dossier.person)
    assert (contact.phones, contact.language) == ("+33639980123", "ar")
    fact = Entry.objects.get(kind="block.revised")
    assert (fact.affiliation_id, fact.payload["block"], fact.need) == (None, "contact", "C")
    page = reverse("dossier_page", args=[dossier.public_id])
    assert "06 39 98 01 23" in sign_in(dossier.referent.affiliation).get(page).text

    late = her.post(CONTACT, was | {"phones": "07 00 00 00 00", "city": "Metz"})
    assert (late.status_code, late.text.count("« 06 39 98 01 23 »")) == (422, 2)
    assert "07 00 00 00 00</textarea>" in late.text
    assert 'value="Metz"' in late.text
    wrong = her.post(CONTACT, seen(her.get(CONTACT)) | {"phones": "bonjour"})
    assert (wrong.status_code, "bonjour" in wrong.text) == (422, True)
    contact.refresh_from_db()
    assert contact.phones == "+33639980123"
    chosen = her.post(CONTACT, seen(late) | {"phones": "06 39 98 01 24", "language": "ar"})
    assert chosen.status_code == 302
    contact.refresh_from_db()
    assert contact.phones == "+33639980124"


def test_she_reads_why_she_is_oriented_so_and_asks_for_another(her):
    assert "Pas encore décidée" in her.get(ORIENTATION).text
    made = decided(officer())
    her = browser_of(account_of(made.dossier.person))

    page = unescape(her.get(ORIENTATION).text)

    assert str(made.lead_organisation) in page
    assert made.grounds.reason in page
    assert made.decided_by.user.name in page
    assert "Vous avez 2 mois" in page
    assert her.post(ORIENTATION, {"reason": "Je veux un emploi."}).url == ORIENTATION
    asked = Reorientation.objects.get()
    assert (asked.reason, asked.requested_by) == ("Je veux un emploi.", None)
    waiting = her.get(ORIENTATION).text
    assert "Je veux un emploi." in waiting
    assert "va vous répondre" in waiting
    assert her.post(ORIENTATION, {"reason": "Encore."}).status_code == 422


def test_she_declares_a_job_which_her_referent_confirms(dossier, her, sign_in):
    referent, page = sign_in(dossier.referent.affiliation), [dossier.public_id]
    job = {"kind": "employment", "started_on": "2026-11-02", "contract": "permanent"}

    assert her.post(NEWS, job | {"contract": ""}).status_code == 422
    assert her.post(NEWS, job).url == NEWS
    assert "attend une réponse" in her.get(NEWS).text
    assert "Confirmer ce qu’elle a dit" in referent.get(reverse("dossier_page", args=page)).text
    outcome = Outcome.objects.get()
    referent.post(reverse("confirm_outcome", args=[*page, outcome.public_id]))

    assert "confirmé" in her.get(NEWS).text
    shown = referent.get(reverse("dossier_page", args=page)).text
    assert "dit par la personne, confirmé" in shown
    assert "Confirmer ce qu’elle a dit" not in shown


@pytest.mark.parametrize("count", [1, 3])
def test_news_ask_the_same_statements_for_1_and_3(count, dossier, her, django_assert_num_queries):
    for _number in range(count):
        her.post(NEWS, {"kind": "training", "started_on": "2026-11-02"})
    her.get(NEWS)

    with django_assert_num_queries(6):
        assert her.get(NEWS).text.count("Depuis le") == count
