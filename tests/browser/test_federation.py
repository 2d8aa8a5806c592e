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


def test_a_professional_comes_by_proconnect_and_leaves_by_it(
    federated: Site, provider: RealProvider, open_page: Callable[..., Page], faults: Look
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
    page = open_page(width=375)
    page.goto(f"{federated.url}/connexion")
    assert faults(page) == []

    page.get_by_role("link", name="S’identifier avec ProConnect").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Aujourd’hui")
    expect(page.get_by_role("banner")).to_contain_text("Mission locale de Forbach")

    page.goto(f"{federated.url}/mon-compte/proconnect")
    expect(page.get_by_role("button", name="Détacher")).to_be_visible()
    assert faults(page) == []

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


def test_a_person_who_must_be_met_reads_what_happens_next(
    federated: Site, provider: RealProvider, open_page: Callable[..., Page], faults: Look
) -> None:
    provider.person = {**PERSON, "sub": "nobody"}
    page = open_page(width=375)
    page.goto(f"{federated.url}/connexion/franceconnect")

    expect(page.get_by_role("heading", level=1)).to_have_text("Nous vérifions votre identité…")
    assert faults(page) == []
    page.get_by_role("button", name="Me déconnecter de FranceConnect").click()
    expect(page).to_have_url(f"{federated.url}/")
    assert provider.paths()[-1] == "session/end"


def test_the_pages_of_the_door_are_accessible(
    federated: Site, provider: RealProvider, open_page: Callable[..., Page], faults: Look
) -> None:
    page, found = open_page(), {}
    provider.person = {**ADVISER, "siret": OrganisationFactory().siret, "sub": "new"}
    page.goto(f"{federated.url}/connexion/proconnect")
    found["place_asked"] = faults(page)
    provider.person["siret"] = "00000000000018"
    page.goto(f"{federated.url}/connexion/proconnect")
    found["unknown_body"] = faults(page)
    page.goto(f"{federated.url}/connexion/proconnect/retour?state=x&code=x")
    found["rejected"] = faults(page)

    assert {name: wrong for name, wrong in found.items() if wrong} == {}
