"""Headers of every answer, and what the log says of it."""

import logging
import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils.module_loading import import_string

from jalon.web.middleware.envelope import RequestFilter
from jalon.web.middleware.headers import content_security_policy
from tests.factories import AffiliationFactory

pytestmark = pytest.mark.django_db


def test_nothing_inline_and_nothing_from_elsewhere(client: Client) -> None:
    policy = client.get("/")["Content-Security-Policy"]

    assert policy == (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
        "img-src 'self' data:; connect-src 'self' http://127.0.0.1:8001; manifest-src 'self'; "
        "object-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


def test_streams_on_the_same_origin_need_no_more() -> None:
    assert "connect-src 'self';" in content_security_policy("/direct")


def test_no_page_carries_inline_script_or_style(client: Client) -> None:
    for address in ["/", "/connexion", "/mentions-legales"]:
        page = client.get(address).content.decode()
        assert re.findall(r"<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=|<style", page) == []


def test_headers(client: Client) -> None:
    answer = client.get("/connexion")

    assert {
        name: answer[name] for name in ("X-Frame-Options", "Referrer-Policy", "Cache-Control")
    } == {
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cache-Control": "no-store, private",
    }


def test_the_log_names_the_route_and_no_identifier(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="jalon.requests"):
        answer = client.get(
            "/mot-de-passe/nouveau/1a-secret-key", headers={"X-Request-ID": "trace-1234"}
        )

    assert answer["X-Request-ID"] == "trace-1234"
    assert len(caplog.messages) == 1
    assert "secret-key" not in caplog.text
    assert caplog.messages[0].startswith("GET /^mot-de-passe/nouveau/(?P<uidb36>")


def test_the_log_says_which_account_asked_by_its_number_alone(
    sign_in: Any, caplog: pytest.LogCaptureFixture
) -> None:
    hat = AffiliationFactory()
    browser = sign_in(hat)
    with caplog.at_level(logging.INFO, logger="jalon.requests"):
        browser.get("/dossiers/")
        Client().get("/dossiers/")

    first, second = caplog.messages
    assert first.endswith(f", account {hat.user_id}")
    assert second.endswith(", account -")
    assert hat.user.email not in caplog.text


def test_a_strange_request_id_is_not_believed(client: Client) -> None:
    assert client.get("/", headers={"X-Request-ID": "a b\nc"})["X-Request-ID"] != "a b\nc"


def test_a_mistake_is_logged_by_its_route_too(client: Client) -> None:
    path = "/mot-de-passe/nouveau/1a-secret-key"
    record = logging.LogRecord("django.request", 40, "", 0, "%s: %s", ("Error", path), None)
    record.request = client.get(path).wsgi_request

    RequestFilter().filter(record)

    assert record.getMessage().startswith("Error: /^mot-de-passe/nouveau/(?P<uidb36>")


def test_a_wrong_host_is_told_so_and_breaks_nothing(client):
    answer = client.get("/", headers={"host": "ailleurs.example"})

    assert answer.status_code == 400


def test_a_line_of_the_log_says_when_in_utc() -> None:
    made = {"created": 1_795_000_000.25, "msecs": 250.0, "request_id": "-", "msg": "GET / 200"}
    line = settings.LOGGING["formatters"]["line"]
    formatter = import_string(line["()"])(line["format"])

    said = formatter.format(logging.makeLogRecord(made))

    assert said.startswith("2026-11-18T11:06:40.250Z ")
