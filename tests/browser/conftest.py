"""Real browsers on real servers.

Fixtures: `live_site` (addresses), `visitor` (a new anonymous page), `page_as(hat, width)` (of
someone signed in and acting), `type_sign_in(page, user)` (through the form), `axe(page)` as the
page stands, `faults(page)` in both ways a page is looked at.
A page that raised a script error or broke the content policy fails its test.
"""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.userkit import user_id_to_str
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from playwright.sync_api import Browser, Page, expect, sync_playwright

from jalon.accounts.models import Affiliation, User
from jalon.web.sessions import ACTING, SessionStore
from tests.browser import looking
from tests.browser.sites import Site, serving
from tests.factories import PASSWORD

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
# A page is waited for as long as a slow machine needs: how fast it comes is for the benches.
PATIENCE = 30_000
FLAGS = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = os.environ.get("JALON_CHROMIUM") or shutil.which("chromium")
    if not path:
        pytest.fail("Chromium is missing: apt-get install chromium, or set JALON_CHROMIUM.")
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
    # The browser's driver keeps an event loop in this thread, which Django would refuse to share.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=path, args=flags)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def running_site(django_db_setup: None, django_db_blocker: Any) -> Iterator[Site]:
    with django_db_blocker.unblock(), serving() as site:
        yield site


@pytest.fixture
def live_site(running_site: Site, transactional_db: None) -> Site:
    """Pages and streams on the test database; what a test writes is committed, then swept."""
    return running_site


@pytest.fixture
def open_page(browser: Browser, live_site: Site) -> Iterator[Callable[..., Page]]:
    """A page of a browser of its own: `open_page(width=375, javascript=False)`."""
    contexts, complaints = [], []

    def open_one(width: int = 1280, javascript: bool = True, **options: Any) -> Page:
        context = browser.new_context(
            locale="fr-FR",
            timezone_id="Europe/Paris",
            base_url=live_site.url,
            viewport={"width": width, "height": 800},
            java_script_enabled=javascript,
            **options,
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: _keep_breach(said.text, complaints))
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert complaints == []


def _keep_breach(text: str, complaints: list[str]) -> None:
    if "Content Security Policy" in text:
        complaints.append(text)


@pytest.fixture
def visitor(open_page: Callable[..., Page]) -> Page:
    return open_page()


@pytest.fixture
def page_as(open_page: Callable[..., Page], live_site: Site) -> Callable[..., Page]:
    """Someone signed in under this hat, or a user without any: `page_as(hat, width=375)`."""

    def open_one(hat: Affiliation | User, **options: Any) -> Page:
        page = open_page(**options)
        key = session_of(hat) if isinstance(hat, User) else session_of(hat.user, hat)
        cookie = {"name": "sessionid", "value": key, "url": live_site.url}
        page.context.add_cookies([cookie])  # type: ignore[list-item]
        return page

    return open_one


def session_of(user: User, hat: Affiliation | None = None) -> str:
    """The key of a new session of this user, as signing in would open it."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": time.time()}]
    session["account_authentication_methods_user"] = user_id_to_str(user)
    if hat:
        session[ACTING] = hat.pk
    session.create()
    return str(session.session_key)


@pytest.fixture
def type_sign_in() -> Callable[[Page, User], None]:
    """Sign in by the form, as people do; the user gets the password of the tests."""

    def type_it(page: Page, user: User) -> None:
        user.set_password(PASSWORD)
        user.save()
        page.goto("/connexion")
        page.get_by_label("Adresse e-mail").fill(user.email)
        page.get_by_label("Mot de passe").fill(PASSWORD)
        page.get_by_role("main").get_by_role("button", name="Se connecter").click()

    return type_it


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """What axe finds wrong in a page, one line per element: `assert axe(page) == []`."""
    return looking.axe


@pytest.fixture
def faults() -> Callable[[Page], list[str]]:
    """What is wrong by day in a large window, then on a telephone by night: one load, two looks."""
    return looking.faults
