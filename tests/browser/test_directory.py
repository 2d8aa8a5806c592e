"""The directory: nothing for axe to say, nothing that scrolls sideways, and an invitation."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from jalon.accounts.models import Affiliation, AffiliationRole
from tests.browser.looking import sideways
from tests.directory.situations import administrator_hat
from tests.factories import AffiliationFactory, OrganisationFactory

pytestmark = pytest.mark.browser

LONG = "Centre intercommunal d’action sociale du pays de Sarrebourg et des étangs réunis"


def manager() -> Affiliation:
    hat = AffiliationFactory(role=AffiliationRole.MANAGER, organisation__name=LONG)
    AffiliationFactory(organisation=hat.organisation, job_title="Assistante de service social")
    OrganisationFactory(parent=hat.organisation, phone="0387000000")
    return hat


def test_pages_of_the_directory(
    page_as: Callable[..., Page], faults: Callable[[Page], list[str]]
) -> None:
    hat = manager()
    colleague = AffiliationFactory(organisation=hat.organisation)
    body = hat.organisation.public_id
    addresses = {
        hat: [
            "/organismes",
            "/organismes?q=rien+de+tel",
            f"/organismes/{body}",
            f"/organismes/{body}/accueillir",
            f"/rattachements/{colleague.public_id}/terminer",
            f"/rattachements/{colleague.public_id}/fermer-le-compte",
        ],
        administrator_hat(): ["/organismes/nouveau", f"/organismes/{body}/fermer"],
    }
    found = {}
    for someone, paths in addresses.items():
        page = page_as(someone)
        for path in paths:
            answer = page.goto(path)
            assert answer
            assert answer.status == 200
            found[path] = faults(page)

    assert found == {path: [] for path in found}


def test_a_manager_gives_a_place_from_the_page(page_as: Callable[..., Page]) -> None:
    page = page_as(manager())

    page.goto("/mon-organisme")
    page.get_by_role("link", name="Donner une place").click()
    page.get_by_label("Adresse e-mail").fill("ada.aubry@organisme.example")
    page.get_by_label("Prénom").fill("Ada")
    page.get_by_label(re.compile("^Nom")).fill("Aubry")
    page.get_by_label("Rôle").select_option("professional")
    page.get_by_role("button", name="Donner la place").click()

    # Nobody else here could confirm it: it waits for a second person, and says so.
    expect(page.get_by_role("main").get_by_role("status")).to_contain_text("La place attend")


def test_a_form_that_is_wrong_says_it_and_stays_accessible(
    page_as: Callable[..., Page], axe: Callable[[Page], list[str]]
) -> None:
    page = page_as(administrator_hat(), width=375)

    page.goto("/organismes/nouveau")
    page.get_by_label("SIRET", exact=False).first.fill("123")
    page.get_by_role("button", name="Inscrire l").click()

    expect(page.get_by_role("alert").first).to_contain_text("SIRET")
    assert axe(page) + sideways(page) == []
