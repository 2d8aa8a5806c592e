"""Axe finds nothing on any page, in a large window and on a telephone."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.factories import AffiliationFactory

pytestmark = pytest.mark.browser

PUBLIC = [
    "/",
    "/connexion",
    "/mot-de-passe/oublie",
    "/mot-de-passe/oublie/envoye",
    "/mot-de-passe/change",
    "/connexion/compte-ferme",
    "/accessibilite",
    "/mentions-legales",
    "/plan-du-site",
    "/nulle-part",
]
SIGNED_IN = [
    "/aujourdhui",
    "/agir-pour",
    "/mon-compte",
    "/mon-compte/double-authentification",
    "/mon-compte/mot-de-passe",
    "/mon-compte/double-authentification/activer",
    "/connexion/confirmer",
    "/deconnexion",
    "/plan-du-site",
    "/nulle-part",
]


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_public_pages(
    open_page: Callable[..., Page], axe: Callable[[Page], list[str]], width: int, scheme: Any
) -> None:
    page = open_page(width=width, color_scheme=scheme)
    found = {}
    for address in PUBLIC:
        page.goto(address)
        found[address] = axe(page) + sideways(page)
    assert found == {address: [] for address in PUBLIC}


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_signed_in_pages(
    page_as: Callable[..., Page], axe: Callable[[Page], list[str]], width: int, scheme: Any
) -> None:
    hat = AffiliationFactory(job_title="Assistante sociale")
    AffiliationFactory(user=hat.user)
    page = page_as(hat, width=width, color_scheme=scheme)
    found = {}
    for address in SIGNED_IN:
        page.goto(address)
        found[address] = axe(page) + sideways(page)
    assert found == {address: [] for address in SIGNED_IN}


def sideways(page: Page) -> list[str]:
    """A page never scrolls sideways."""
    extra = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return [f"{extra} px too wide"] if extra > 0 else []


def test_axe_sees_what_is_wrong(visitor: Page, axe: Callable[[Page], list[str]]) -> None:
    visitor.goto("/accessibilite")
    visitor.evaluate("document.querySelector('main').append(document.createElement('img'))")

    assert [line.split(":")[0] for line in axe(visitor)] == ["image-alt"]
