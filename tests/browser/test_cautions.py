"""What must not be written, said while one types and when the form is sent; the writer decides."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from jalon.dossiers.models import CautionOverride, Note
from tests.browser.test_dossier import shared_dossier

pytestmark = pytest.mark.browser
Opener = Callable[..., Page]
ILL = "Elle parle de sa dépression."


def address(dossier: Any) -> str:
    return f"/dossiers/{dossier.public_id}"


def test_said_while_one_types_without_stopping_anybody(
    page_as: Opener, axe: Callable[[Page], list[str]]
) -> None:
    dossier, weber, _diallo = shared_dossier()
    page = page_as(weber)
    page.goto(address(dossier))

    page.fill("#noter textarea", ILL)
    expect(page.locator("#noter mark")).to_have_text("dépression")
    expect(page.locator("#noter textarea[name=body]")).to_be_focused()
    expect(page.locator("#noter [data-cautions-said]")).to_contain_text("1")
    assert axe(page) == []
    page.get_by_label("J’insiste, parce que…").check()
    page.get_by_label("Pourquoi c’est nécessaire ici").fill("Elle le demande.")
    page.get_by_role("button", name="Enregistrer").click()

    expect(page.locator("#fil")).to_contain_text(ILL)
    assert CautionOverride.objects.get().reason == "Elle le demande."


def test_what_is_taken_out_is_no_longer_said(page_as: Opener) -> None:
    dossier, weber, _diallo = shared_dossier()
    page = page_as(weber)
    page.goto(address(dossier))

    page.fill("#noter textarea", ILL)
    expect(page.locator("#noter mark")).to_have_count(1)
    page.fill("#noter textarea", "Elle préfère les demi-journées.")
    expect(page.locator("#noter mark")).to_have_count(0)
    page.get_by_role("button", name="Enregistrer").click()

    expect(page.locator("#fil")).to_contain_text("demi-journées")
    assert not CautionOverride.objects.exists()


def test_refused_the_form_comes_back_with_what_was_typed(
    page_as: Opener, faults: Callable[[Page], list[str]]
) -> None:
    dossier, weber, _diallo = shared_dossier()
    page = page_as(weber, width=375)
    page.goto(address(dossier))
    page.fill("#noter textarea", f"{ILL} Il est sorti de prison.")

    page.keyboard.press("Control+Enter")

    expect(page.locator("#noter [data-focus]")).to_be_focused()
    expect(page.locator("#noter textarea[name=body]")).to_have_value(
        f"{ILL} Il est sorti de prison."
    )
    assert faults(page) == []
    page.locator("#noter").get_by_role("button", name="En faire une note protégée").click()
    expect(page.locator("#noter select[name=block]")).to_have_value("J")
    assert not Note.objects.exists()
