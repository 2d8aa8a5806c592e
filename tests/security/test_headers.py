"""Every answer tells the browser what to refuse: each address, each kind of error, each file."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.messages.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.utils import override_settings

from jalon.accounts.models import AffiliationRole
from jalon.web.middleware.headers import NOT_A_PAGE, content_security_policy
from tests.conventions.addresses import (
    address,
    every_pattern,
    has_object,
    one_of_each_kind,
    things_near,
)
from tests.factories import AffiliationFactory, make_dossier
from tests.intake.situations import ZOE, file_of
from tests.security.processes import production
from tests.web.conftest import Addresses

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
PATTERNS = [pattern for pattern in every_pattern() if pattern.name]
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
PAGES = {"text/html", "application/json", "text/plain"}
HOSTILE = 'l"iste\u202e.csv'
DIRECTIVES = {
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "default-src 'none'",
}


def faults(answer: Any) -> list[str]:
    """What is missing, or too wide, in the headers of an answer."""
    found = [f"{name}: {answer.get(name)}" for name in FIXED if answer.get(name) != FIXED[name]]
    policy = answer.get("Content-Security-Policy", "")
    said = {directive.strip() for directive in policy.split(";")}
    found += [f"policy without {one}" for one in DIRECTIVES - said]
    found += [
        f"policy with {one}"
        for one in ("unsafe", "*", "http:", "https:")
        if one in policy.replace("http://127.0.0.1:8001", "")
    ]
    kind = answer.get("Content-Type", "")
    is_page = kind.startswith("text/html") and "attachment" not in answer.get(
        "Content-Disposition", ""
    )
    if not is_page and "sandbox" not in said:
        found.append(f"{kind} outside a sandbox")
    if not re.search(r"geolocation=\(\).*usb=\(\)", answer.get("Permissions-Policy", "")):
        found.append("powers are not given up")
    if answer.get("Cache-Control") != "no-store, private":
        found.append(f"kept by caches: {answer.get('Cache-Control')}")
    if answer.get("Access-Control-Allow-Origin"):
        found.append("open to other origins")
    return found


def test_every_address_answers_with_the_whole_set(sign_in):
    hat = AffiliationFactory()
    dossier = make_dossier(referent=hat)
    inside = sign_in(hat)
    wrong = {}

    for pattern in PATTERNS:
        path = address(pattern, dossier.public_id, within=dossier.public_id)
        for browser in (Client(), inside):
            for method in ("get", "post", "put") if path else ():
                answer = getattr(browser, method)(path)
                if faults(answer):
                    wrong[f"{method} {path} {answer.status_code}"] = faults(answer)
                if pattern.name == "account_logout":
                    inside = sign_in(hat)

    assert wrong == {}


def test_everything_that_has_an_address_answers_safely(sign_in):
    """With the whole set of headers; a file under a name of ours, whatever it was sent as."""
    hat = AffiliationFactory(role=AffiliationRole.MANAGER)
    dossier = make_dossier(referent=hat)
    browser = sign_in(hat)
    browser.post("/listes/", {"file": SimpleUploadedFile(HOSTILE, file_of(ZOE).read())})
    things, files, wrong = one_of_each_kind(), set(), {}

    for pattern in PATTERNS:
        if pattern.name == "account_logout":
            continue
        for path in {address(pattern, one, within=dossier.public_id)
                     for one in things_near(pattern, things)} - {None}:  # fmt: skip
            answer = browser.get(
                path, headers={"HX-Request": "true"} if has_object(pattern) else {}
            )
            if faults(answer):
                wrong[path] = faults(answer)
            disposition = answer.headers.get("Content-Disposition", "")
            kind = answer["Content-Type"].split(";")[0]
            if answer.status_code == 200 and (disposition or kind not in PAGES):
                files.add(pattern.name)
                assert disposition.startswith("attachment"), path
                assert disposition.isascii()
                assert "iste" not in disposition

    assert wrong == {}
    assert files >= {"deadline_file"}


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
    answer.close()

    assert answer.status_code == 200
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


def test_every_answer_says_what_it_is(sign_in):
    """A type with its character set: what is not said would be guessed."""
    hat = AffiliationFactory()
    dossier = make_dossier(referent=hat)
    browser = sign_in(hat)
    unsaid = [
        path
        for pattern in PATTERNS
        if pattern.name != "account_logout"
        and (path := address(pattern, dossier.public_id, within=dossier.public_id))
        and (answer := browser.get(path)).content
        and not re.fullmatch(r"text/\w+; charset=utf-8|application/json", answer["Content-Type"])
    ]

    assert unsaid == []


def test_signing_out_is_on_every_page(sign_in):
    hat = AffiliationFactory()
    dossier = make_dossier(referent=hat)
    browser = sign_in(hat)
    without = [
        path
        for pattern in PATTERNS
        if pattern.name != "account_logout"
        and (path := address(pattern, dossier.public_id, within=dossier.public_id))
        and "</html>" in (page := browser.get(path).content.decode())
        and 'action="/deconnexion"' not in page
    ]

    assert without == []
