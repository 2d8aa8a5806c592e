"""The space on an old telephone: without JavaScript, and with the keyboard alone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from jalon.accounts.models import User
from jalon.protection.models import DataRequest
from tests.protection.situations import reading
from tests.space.situations import account_of, camille

pytestmark = pytest.mark.browser


def someone_read() -> User:
    dossier = camille()
    reading(dossier, dossier.referent.affiliation)
    return account_of(dossier.person)


def test_the_person_asks_why_and_takes_a_copy_without_javascript(
    page_as: Callable[..., Page],
) -> None:
    page = page_as(someone_read(), width=375, javascript=False)

    page.goto("/mon-espace")
    page.get_by_role("link", name="Voir qui a lu mon dossier").click()
    page.get_by_role("link", name="Demander pourquoi").click()
    page.get_by_label("Votre message").fill("Je voudrais comprendre.")
    page.get_by_role("button", name="Envoyer ma question").click()
    expect(page.get_by_text("Votre question est partie.")).to_be_visible()
    assert DataRequest.objects.get().body == "Je voudrais comprendre."

    page.goto("/mon-espace/garder")
    with page.expect_download() as download:
        page.get_by_role("button", name="Télécharger le fichier (JSON)").click()
    assert download.value.suggested_filename == "dossier.json"


def test_the_person_objects_with_the_keyboard_alone(page_as: Callable[..., Page]) -> None:
    page = page_as(someone_read())
    page.goto("/mon-espace/droits/opposition")

    page.get_by_label("Quelle partie ?").focus()
    page.keyboard.type("les notes partagées")
    page.keyboard.press("Tab")
    page.keyboard.type("Mon voisin y travaille.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_text("Votre demande est arrivée.")).to_be_visible()
    [filed] = DataRequest.objects.all()
    assert (filed.kind, filed.block, filed.body) == ("objection", "N", "Mon voisin y travaille.")


def test_after_a_conflict_she_sends_again_what_she_typed(page_as: Callable[..., Page]) -> None:
    page = page_as(account_of(camille().person))
    page.goto("/mon-espace/coordonnees")
    seen = page.locator('[name="before"]')
    mine = page.get_by_label("Ville")
    seen.evaluate('one => { one.value = one.value.replace(\'"city": "\', \'"city": "X\') }')
    mine.fill("Nancy")

    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator(".j-summary")).to_contain_text("Quelqu’un vient de changer cela")
    expect(mine).to_have_value("Nancy")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator(".j-summary")).to_have_count(0)
    expect(mine).to_have_value("Nancy")
