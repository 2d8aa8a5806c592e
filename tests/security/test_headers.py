"""Every answer tells the browser what to refuse: each address, each kind of error, each file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.contrib.messages.storage import default_storage
from django.db import transaction
from django.test import Client
from django.test.utils import override_settings

from jalon.accounts.models import Affiliation
from jalon.dossiers.models import Dossier
from jalon.web.middleware.headers import NOT_A_PAGE, content_security_policy
from tests.conventions.addresses import address, every_pattern, has_object
from tests.factories import AffiliationFactory, make_dossier
from tests.security.envelope import faults
from tests.security.processes import production
from tests.test_every_address import browser, signed_in
from tests.web.conftest import Addresses

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
PATTERNS = [pattern for pattern in every_pattern() if pattern.name]


@dataclass(frozen=True)
class Answer:
    """What one address said."""

    name: str
    said: str
    given: Any


def asked_of(hat: Affiliation, dossier: Dossier) -> Iterator[Answer]:
    """Every address, in each way, of nobody and of who may read the dossier."""
    inside = browser(signed_in(hat))
    for pattern in PATTERNS:
        path = address(pattern, dossier.public_id, within=dossier.public_id)
        if path is None:
            continue
        for who, one in (("nobody", Client()), ("inside", inside)):
            for method in ("get", "post", "put"):
                given = getattr(one, method)(path)
                yield Answer(pattern.name, f"{who} {method} {path} {given.status_code}", given)
        if pattern.name == "account_logout":
            inside = browser(signed_in(hat))
        elif has_object(pattern):
            given = inside.get(path, headers={"HX-Request": "true"})
            yield Answer(pattern.name, f"inside htmx {path} {given.status_code}", given)


@pytest.fixture(scope="module")
def answers(django_db_setup, django_db_blocker):
    """Asked once for all that looks at them."""
    with (
        django_db_blocker.unblock(),
        override_settings(JALON_SECOND_FACTOR_REQUIRED=False),
        transaction.atomic(),
    ):
        hat = AffiliationFactory()
        yield list(asked_of(hat, make_dossier(referent=hat)))
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def pages(answers):
    """What the référent looks at."""
    return [
        one for one in answers if one.said.startswith("inside get") and one.name != "account_logout"
    ]


def test_every_address_answers_with_the_whole_set(answers):
    """Where there are things of each kind: tests/test_every_address.py."""
    assert {one.said: found for one in answers if (found := faults(one.given))} == {}
    assert len(answers) > 2000


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/nulle-part", {}, 404),
        ("/", {"host": "ailleurs.example"}, 400),
        ("/dossiers/?nom=%00", {}, 400),
        ("/static/absent.css", {}, 404),
    ],
)
def test_errors_answer_with_the_whole_set(path, headers, status, client):
    answer = client.get(path, headers=headers)

    assert answer.status_code == status
    assert [fault for fault in faults(answer) if "kept by" not in fault] == []


@override_settings(DEBUG=False)
def test_a_mistake_of_ours_answers_with_the_whole_set(settings, client):
    settings.ROOT_URLCONF = Addresses
    client.raise_request_exception = False

    answer = client.get("/essai/casse")

    assert answer.status_code == 500
    assert faults(answer) == []


def test_a_static_file_is_not_a_page(client):
    answer = client.get("/static/ui/jalon.svg")

    assert answer.status_code == 200
    assert b"<svg" in b"".join(answer.streaming_content)
    assert answer["Content-Security-Policy"] == NOT_A_PAGE
    assert answer["X-Content-Type-Options"] == "nosniff"


@override_settings(
    SECURE_HSTS_SECONDS=31_536_000, SECURE_SSL_REDIRECT=True, SECURE_HSTS_INCLUDE_SUBDOMAINS=True
)
def test_under_https_the_browser_is_told_to_come_back_by_https_only(client):
    for answer in (client.get("/", secure=True), client.get("/"), client.get("/nulle-part")):
        assert answer["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
        assert faults(answer) == []


@override_settings(SECURE_SSL_REDIRECT=True)
def test_only_pages_lead_to_https(client):
    """A program that asks in the clear is refused, or told what holds no secret."""
    assert client.get("/connexion").status_code == 301
    feed = client.get("/agenda/abc.ics")
    assert (feed.status_code, "Location" in feed) == (403, False)
    assert client.get("/agenda/abc.ics", secure=True).status_code == 404
    assert client.get("/sante").status_code == 200


def test_the_policy_of_pages_opens_the_streams_and_nothing_else():
    policy = content_security_policy("https://direct.jalon.example/flux")

    assert "connect-src 'self' https://direct.jalon.example;" in policy
    assert policy.count("https://") == 1


def test_forms_may_lead_to_the_identity_providers_that_are_configured_and_nowhere_else(
    settings, client
):
    assert "form-action 'self';" in client.get("/")["Content-Security-Policy"]
    settings.JALON_IDENTITY_PROVIDERS = {
        "proconnect": {"url": "https://auth.gouv.example/api/v2", "hosts": ["fi.gouv.example:8443"]}
    }

    policy = client.get("/nulle-part")["Content-Security-Policy"]

    assert "form-action 'self' https://auth.gouv.example https://fi.gouv.example:8443;" in policy


def test_no_template_carries_inline_script_or_style():
    """What the policy forbids would silently not work: it is not written at all."""
    inline = re.compile(
        r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|[\"'=]javascript:", re.I
    )
    found = [
        f"{path.relative_to(ROOT)}: {inline.findall(path.read_text())}"
        for path in sorted((ROOT / "src").rglob("*.html"))
        if inline.search(path.read_text())
    ]

    assert found == []


def test_signing_out_empties_the_browser(sign_in):
    browser = sign_in(AffiliationFactory())

    asked, done = browser.get("/deconnexion"), browser.post("/deconnexion")

    assert "Clear-Site-Data" not in asked
    assert done["Clear-Site-Data"] == '"cache", "storage"'
    assert done.status_code == 302


def test_cookies_are_of_this_host_alone():
    """In a process of its own, as the names of cookies are read when the settings are."""
    told = production(
        "from django.conf import settings as s;"
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.LANGUAGE_COOKIE_NAME, s.HOST_PREFIX);"
        "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.LANGUAGE_COOKIE_SECURE,"
        " s.SESSION_COOKIE_HTTPONLY, s.CSRF_COOKIE_HTTPONLY, s.LANGUAGE_COOKIE_HTTPONLY);"
        "print(s.SESSION_COOKIE_SAMESITE, s.CSRF_COOKIE_SAMESITE, s.LANGUAGE_COOKIE_SAMESITE,"
        " s.SESSION_COOKIE_PATH, s.CSRF_COOKIE_PATH, s.SESSION_COOKIE_DOMAIN)"
    )

    assert told.splitlines() == [
        "__Host-sessionid __Host-csrftoken __Host-language __Host-",
        "True True True True True True",
        "Lax Lax Lax / / None",
    ]


def test_what_is_said_once_travels_in_a_cookie_of_this_host(settings, rf):
    settings.HOST_PREFIX = "__Host-"

    assert default_storage(rf.get("/")).cookie_name == "__Host-messages"


def test_every_answer_says_what_it_is(pages):
    """A type with its character set: what is not said would be guessed."""
    said = r"text/\w+; charset=utf-8|application/json"
    unsaid = [
        one.said
        for one in pages
        if one.given.content and not re.fullmatch(said, one.given["Content-Type"])
    ]

    assert unsaid == []
    assert len(pages) > 300


def test_signing_out_is_on_every_page(pages):
    read = {one.said: one.given.content.decode() for one in pages}
    whole = {said: page for said, page in read.items() if "</html>" in page}

    assert [said for said, page in whole.items() if 'action="/deconnexion"' not in page] == []
    assert len(whole) > 40
