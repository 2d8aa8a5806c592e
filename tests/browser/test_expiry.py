"""The session ends while someone writes: the page says so, and what was written comes back."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from jalon.dossiers.models import Note
from jalon.web.models import Session
from tests.factories import PASSWORD, AffiliationFactory, make_dossier

pytestmark = pytest.mark.browser
ENTRY = re.compile("Que s.est-il passé")
WRITTEN = "Rendez-vous pris avec la crèche pour jeudi."

BACK_FROM_THE_CACHE = """() => {
    dispatchEvent(new PageTransitionEvent("pagehide"));
    dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
}"""


def test_a_note_survives_the_end_of_the_session(page_as: Callable[..., Page]) -> None:
    me = AffiliationFactory()
    me.user.set_password(PASSWORD)
    me.user.save()
    dossier = make_dossier(referent=me)
    page = page_as(me)
    page.goto(f"/dossiers/{dossier.public_id}")
    page.wait_for_selector('[data-live-state="live"]')
    page.get_by_label(ENTRY).fill(WRITTEN)
    Session.objects.all().delete()

    page.get_by_role("button", name="Enregistrer", exact=True).click()

    said = page.locator("#announce")
    expect(said).to_contain_text("Votre session a expiré.")
    expect(page.get_by_label(ENTRY)).to_have_value(WRITTEN)
    assert Note.objects.count() == 0

    # Its stream asks for a new token, learns that the session is over, and empties the page.
    page.route("**/flux*", lambda route: route.fulfill(status=403))
    page.evaluate(BACK_FROM_THE_CACHE)
    expect(page.get_by_role("alert")).to_contain_text("Ce que vous écriviez est gardé")
    expect(page.get_by_label(ENTRY)).to_have_count(0)
    page.unroute("**/flux*")
    page.get_by_role("link", name="Se connecter et revenir à cette page").click()
    page.get_by_label("Adresse e-mail").fill(me.user.email)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Se connecter").click()
    expect(page).to_have_url(re.compile(str(dossier.public_id)))
    expect(page.get_by_label(ENTRY)).to_have_value(WRITTEN)

    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page.locator("#fil")).to_contain_text(WRITTEN)
    page.reload()
    expect(page.get_by_label(ENTRY)).to_have_value("")
    assert [note.body for note in Note.objects.all()] == [WRITTEN]


def test_without_javascript_what_was_typed_can_be_sent_again(
    open_page: Callable[..., Page],
) -> None:
    page = open_page(javascript=False)
    page.goto("/accessibilite")
    page.context.clear_cookies()

    page.get_by_role("button", name="English").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Votre session a expiré")
    page.get_by_role("button", name="Envoyer de nouveau").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
