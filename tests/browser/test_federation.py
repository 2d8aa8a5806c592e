"""Signing in through the State in a real browser, there and back, against a real provider."""

from collections.abc import Callable, Iterator

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from jalon.accounts.models import FederatedIdentity, IdentityProvider
from tests.browser.sites import Site, serving
from tests.factories import AffiliationFactory, OrganisationFactory, make_dossier
from tests.people.situations import camille, metz
from tests.web.federation.conftest import ADVISER, PERSON
from tests.web.federation.provider import CLIENT_ID, SECRET, RealProvider, running

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def provider() -> Iterator[RealProvider]:
    with running() as one:
        yield one


@pytest.fixture(scope="module")
def federated(
    provider: RealProvider, django_db_setup: None, django_db_blocker: object
) -> Iterator[Site]:
    """The site, its two doors opened by the same provider."""
    doors = {
        f"JALON_{name}_{what}": value
        for name in ("PROCONNECT", "FRANCECONNECT")
        for what, value in (("URL", provider.issuer), ("CLIENT_ID", CLIENT_ID), ("SECRET", SECRET))
    }
    with django_db_blocker.unblock(), serving(**doors) as site:  # type: ignore[attr-defined]
        yield site


Look = Callable[[Page], list[str]]
WIDTHS = [1280, 375]


@pytest.mark.parametrize("width", WIDTHS)
def test_a_professional_comes_by_proconnect_and_leaves_by_it(
    federated: Site, provider: RealProvider, open_page: Callable[..., Page], axe: Look, width: int
) -> None:
    hat = AffiliationFactory(organisation__name="Mission locale de Forbach")
    provider.person = {**ADVISER, "siret": hat.organisation.siret}
    FederatedIdentity.objects.create(
        user=hat.user,
        provider=IdentityProvider.PROCONNECT,
        issuer=provider.issuer,
        idp_id=ADVISER["idp_id"],
        subject=ADVISER["sub"],
        linked_at=timezone.now(),
    )
    page = open_page(width=width)
    page.goto(f"{federated.url}/connexion")
    assert axe(page) == []

    page.get_by_role("link", name="S’identifier avec ProConnect").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Aujourd’hui")
    expect(page.get_by_role("banner")).to_contain_text("Mission locale de Forbach")

    page.goto(f"{federated.url}/deconnexion")
    page.get_by_role("main").get_by_role("button", name="Se déconnecter").click()
    expect(page).to_have_url(f"{federated.url}/")
    assert provider.paths()[-1] == "session/end"


def test_a_newcomer_asks_for_a_place_without_javascript(
    federated: Site, provider: RealProvider, open_page: Callable[..., Page], axe: Look
) -> None:
    body = OrganisationFactory(name="CCAS de Metz")
    provider.person = {**ADVISER, "siret": body.siret}
    page = open_page(javascript=False)
    page.goto(f"{federated.url}/connexion")

    page.get_by_role("link", name="S’identifier avec ProConnect").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Votre demande est partie")
    provider.person["siret"] = "00000000000018"
    page.goto(f"{federated.url}/connexion/proconnect")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Votre organisme n’est pas encore ici"
    )


def test_a_person_enters_her_space_by_franceconnect(
    federated: Site, provider: RealProvider, open_page: Callable[..., Page]
) -> None:
    metz()
    make_dossier(person=camille())
    provider.person = dict(PERSON)
    page = open_page(width=375)
    page.goto(f"{federated.url}/connexion")

    page.get_by_role("link", name="S’identifier avec FranceConnect").click()

    expect(page).to_have_url(f"{federated.url}/mon-espace")


@pytest.mark.parametrize("width", WIDTHS)
def test_a_person_who_must_be_met_reads_what_happens_next(
    federated: Site, provider: RealProvider, open_page: Callable[..., Page], axe: Look, width: int
) -> None:
    provider.person = {**PERSON, "sub": f"nobody {width}"}
    page = open_page(width=width)
    page.goto(f"{federated.url}/connexion/franceconnect")

    expect(page.get_by_role("heading", level=1)).to_have_text("Nous vérifions votre identité…")
    assert axe(page) == []
    page.get_by_role("button", name="Me déconnecter de FranceConnect").click()
    expect(page).to_have_url(f"{federated.url}/")
    assert provider.paths()[-1] == "session/end"


@pytest.mark.parametrize("width", WIDTHS)
def test_the_pages_of_the_door_are_accessible(
    federated: Site, provider: RealProvider, open_page: Callable[..., Page], axe: Look, width: int
) -> None:
    page, faults = open_page(width=width), {}
    provider.person = {**ADVISER, "siret": OrganisationFactory().siret, "sub": f"new {width}"}
    page.goto(f"{federated.url}/connexion/proconnect")
    faults["place_asked"] = axe(page)
    provider.person["siret"] = "00000000000018"
    page.goto(f"{federated.url}/connexion/proconnect")
    faults["unknown_body"] = axe(page)
    page.goto(f"{federated.url}/connexion/proconnect/retour?state=x&code=x")
    faults["rejected"] = axe(page)

    assert {name: found for name, found in faults.items() if found} == {}
