"""Entering: without JavaScript, with the keyboard alone; choosing for whom one acts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from jalon.accounts.models import User
from tests.factories import PASSWORD, AffiliationFactory, OrganisationFactory

pytestmark = pytest.mark.browser


def test_a_person_with_one_hat_enters_without_javascript(
    open_page: Callable[..., Page], type_sign_in: Callable[[Page, User], None]
) -> None:
    hat = AffiliationFactory(organisation__name="Mission locale de Forbach")
    page = open_page(javascript=False)

    type_sign_in(page, hat.user)

    expect(page.get_by_role("heading", level=1)).to_have_text("Aujourd’hui")
    expect(page.get_by_role("banner")).to_contain_text("Mission locale de Forbach")


def test_a_person_with_two_hats_chooses_with_the_keyboard(open_page: Callable[..., Page]) -> None:
    hat = AffiliationFactory(organisation__name="CCAS de Metz")
    AffiliationFactory(user=hat.user, organisation=OrganisationFactory(name="Département"))
    hat.user.set_password(PASSWORD)
    hat.user.save()
    page = open_page()
    page.goto("/connexion")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type(hat.user.email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Pour qui agissez-vous ?")
    page.get_by_role("button", name="Département").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Aujourd’hui")
    expect(page.get_by_role("banner")).to_contain_text("Département")

    page.get_by_role("link", name="changer d’organisme").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="CCAS de Metz").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("banner")).to_contain_text("CCAS de Metz")


def test_help_on_the_keyboard_opens_and_can_be_turned_off(page_as: Callable[..., Page]) -> None:
    page = page_as(AffiliationFactory())
    page.goto("/aujourdhui")

    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Raccourcis clavier")
    expect(dialog).to_be_visible()
    dialog.get_by_label("Utiliser les raccourcis").uncheck()
    page.keyboard.press("Escape")

    expect(dialog).to_be_hidden()
    assert page.evaluate("localStorage.getItem('jalon-shortcuts')") == "off"
