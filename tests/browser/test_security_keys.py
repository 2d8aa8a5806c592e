"""A security key in a real browser: added, used to enter, refused, with the keyboard alone."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import CDPSession, Page, expect

from jalon.accounts.models import User
from tests.browser.sites import Site, serving
from tests.factories import PASSWORD, AffiliationFactory

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def careful_site(running_site: Site) -> Iterator[Site]:
    """The same, by a name that keys accept, where a second factor is required."""
    with serving(JALON_SECOND_FACTOR_REQUIRED="1") as site:
        port = site.url.rpartition(":")[2]
        yield Site(f"http://localhost:{port}", site.live_url)


@pytest.fixture
def someone(transactional_db: None) -> User:
    user: User = AffiliationFactory().user
    user.set_password(PASSWORD)
    user.save()
    return user


def with_a_key(page: Page) -> tuple[CDPSession, str]:
    """A key that its owner touches at once, in this browser."""
    talk = page.context.new_cdp_session(page)
    talk.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "usb",
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = talk.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return talk, str(made["authenticatorId"])


def sign_in(page: Page, site: Site, user: User) -> None:
    page.goto(f"{site.url}/connexion")
    page.get_by_label("Adresse e-mail").fill(user.email)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.keyboard.press("Enter")


def test_a_key_from_the_first_sign_in_to_the_next(
    open_page: Callable[..., Page], careful_site: Site, someone: User
) -> None:
    page = open_page()
    talk, key = with_a_key(page)
    sign_in(page, careful_site, someone)

    expect(page.get_by_role("heading", level=1)).to_have_text("Protégez votre compte")
    page.get_by_role("link", name="Ajouter une clé").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Nom de la clé").fill("Mon trousseau")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Codes de secours")
    expect(page.locator(".j-codes li")).to_have_count(10)
    codes = page.locator(".j-codes li").all_text_contents()
    with page.expect_download() as kept:
        page.get_by_role("link", name="Télécharger").click()
    assert kept.value.path().read_text().split() == codes
    expect(page.get_by_role("button", name="Imprimer")).to_be_visible()
    page.reload()
    expect(page.locator(".j-codes li")).to_have_count(0)
    page.goto(f"{careful_site.url}/mon-compte/double-authentification")
    expect(page.locator("#cles")).to_contain_text("Mon trousseau")

    page.get_by_role("button", name="Se déconnecter").click()
    sign_in(page, careful_site, someone)
    expect(page.get_by_role("heading", level=1)).to_have_text("Encore une étape")
    talk.send("WebAuthn.setUserVerified", {"authenticatorId": key, "isUserVerified": True})
    page.get_by_role("button", name="Utiliser ma clé de sécurité").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/aujourdhui$"))


def test_a_key_that_is_not_there_says_so_and_a_code_enters(
    open_page: Callable[..., Page], careful_site: Site, someone: User
) -> None:
    page = open_page()
    talk, key = with_a_key(page)
    sign_in(page, careful_site, someone)
    page.get_by_role("link", name="Ajouter une clé").click()
    page.get_by_role("button", name="Présenter la clé").click()
    code = page.locator(".j-codes li").first.text_content() or ""
    talk.send("WebAuthn.clearCredentials", {"authenticatorId": key})
    page.get_by_role("button", name="Se déconnecter").click()
    sign_in(page, careful_site, someone)

    page.get_by_role("button", name="Utiliser ma clé de sécurité").click()
    expect(page.get_by_role("alert")).to_contain_text("La clé n’a pas répondu")
    page.get_by_label("Code").fill(code)
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("/aujourdhui$"))


def test_without_javascript_a_code_is_still_asked(
    open_page: Callable[..., Page], careful_site: Site, someone: User
) -> None:
    page = open_page(javascript=False)
    sign_in(page, careful_site, someone)
    page.get_by_role("link", name="Ajouter une clé").click()

    expect(page.get_by_role("button", name="Présenter la clé")).to_be_hidden()
    expect(page.get_by_role("main")).to_contain_text("s’emploie avec JavaScript")
    page.get_by_role("link", name="Double authentification").click()
    page.get_by_role("link", name="Activer").click()
    expect(page.get_by_label("Code à 6 chiffres")).to_be_visible()
