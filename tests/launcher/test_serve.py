"""What production refuses, one sentence each."""

import pytest

from launcher import serve
from launcher.speech import Stop
from tests.launcher.conftest import Clone

SAFE = {
    "DATABASE_URL": "postgresql://jalon@127.0.0.1:1/jalon",
    "SECRET_KEY": "wJ0d8Yt5Rk2Zq7Lm4Xv9Bn6Hc1Gf3Ps8Ta5Ue2Wi7Qo4",
    "JALON_VAULT_KEY": "zA9sD8fG7hJ6kL5mN4bV3cX2zQ1wE0rT9yU8iO7pA6sD",
    "ALLOWED_HOSTS": "jalon.example",
    "JALON_LIVE_URL": "/live",
    "JALON_PAGE_ORIGINS": "https://jalon.example",
}


def test_safe_surroundings_are_accepted() -> None:
    assert serve.unsafe(SAFE) == []


@pytest.mark.parametrize("name", serve.REQUIRED)
def test_what_is_missing_is_named(name: str) -> None:
    (sentence,) = serve.unsafe({**SAFE, name: ""})
    assert sentence.startswith(f"{name} is not set: ")


@pytest.mark.parametrize(
    ("name", "value", "start"),
    [
        ("SECRET_KEY", "short", "SECRET_KEY is too weak"),
        ("SECRET_KEY", "a" * 60, "SECRET_KEY is too weak"),
        ("JALON_VAULT_KEY", "changeme", "JALON_VAULT_KEY is too weak"),
        ("SECRET_KEY", "django-insecure-" + SAFE["SECRET_KEY"], "SECRET_KEY is a default"),
        ("SECRET_KEY", SAFE["JALON_VAULT_KEY"], "SECRET_KEY and JALON_VAULT_KEY are the same"),
        ("ALLOWED_HOSTS", "*", "ALLOWED_HOSTS holds *"),
        ("JALON_DEBUG", "yes", "JALON_DEBUG is on"),
        ("JALON_DEMONSTRATION", "1", "JALON_DEMONSTRATION is on"),
        ("JALON_SECOND_FACTOR_REQUIRED", "0", "JALON_SECOND_FACTOR_REQUIRED is off"),
        ("JALON_LIVE_URL", "http://jalon.example", "JALON_LIVE_URL starts with http://"),
        ("JALON_PAGE_ORIGINS", "http://jalon.example", "JALON_PAGE_ORIGINS starts with http://"),
        ("CSRF_TRUSTED_ORIGINS", "http://jalon.example", "CSRF_TRUSTED_ORIGINS starts with http"),
        ("JALON_PROCONNECT_URL", "http://id.example", "JALON_PROCONNECT_URL starts with http://"),
        ("JALON_FRANCECONNECT_URL", "http://id.example", "JALON_FRANCECONNECT_URL starts with"),
    ],
)
def test_what_is_unsafe_is_named(name: str, value: str, start: str) -> None:
    (sentence,) = serve.unsafe({**SAFE, name: value})
    assert sentence.startswith(start)


ELSEWHERE = "postgresql://jalon@db.example/jalon"


@pytest.mark.parametrize(
    ("given", "start"),
    [
        ({"DATABASE_URL": ELSEWHERE}, "DATABASE_URL leads"),
        ({"DATABASE_URL": f"{ELSEWHERE}?sslmode=require"}, "DATABASE_URL leads"),
        ({"JALON_PAGES_DATABASE_URL": ELSEWHERE}, "JALON_PAGES_DATABASE_URL leads"),
        ({"JALON_STREAMS_DATABASE_URL": ELSEWHERE}, "JALON_STREAMS_DATABASE_URL leads"),
        ({"DATABASE_URL": "postgresql://jalon@/jalon?host=10.0.0.3"}, "DATABASE_URL leads"),
        ({"EMAIL_HOST": "mail.example"}, "EMAIL_HOST is another machine"),
        ({"EMAIL_HOST": "mail.example", "EMAIL_USE_TLS": "0"}, "EMAIL_HOST is another machine"),
    ],
)
def test_what_would_travel_in_the_clear_is_refused(given: dict[str, str], start: str) -> None:
    (sentence,) = serve.unsafe({**SAFE, **given})
    assert sentence.startswith(start)


@pytest.mark.parametrize(
    "given",
    [
        {"DATABASE_URL": f"{ELSEWHERE}?sslmode=verify-full"},
        {"DATABASE_URL": f"{ELSEWHERE}?sslmode=verify-ca&sslrootcert=/etc/ours.pem"},
        {"DATABASE_URL": "postgresql://jalon@/jalon?host=/var/run/postgresql"},
        {"EMAIL_HOST": "mail.example", "EMAIL_USE_TLS": "1"},
        {"EMAIL_HOST": "localhost"},
    ],
)
def test_a_connection_that_is_checked_or_stays_here_is_accepted(given: dict[str, str]) -> None:
    assert serve.unsafe({**SAFE, **given}) == []


def test_all_sentences_come_at_once(clone: Clone) -> None:
    told = clone.jalon("serve", JALON_DEBUG="1", JALON_VAULT_KEY="", JALON_LIVE_URL="")
    lines = told.stderr.splitlines()
    assert lines[0] == "jalon: Jalon does not start:"
    assert [line.split()[1] for line in lines[1:]] == [*serve.REQUIRED, "JALON_DEBUG"]
    assert told.returncode == 1


def test_an_unreachable_database_is_said(clone: Clone) -> None:
    told = clone.jalon("serve", "--port", "8117", "--live-port", "8118", **SAFE)
    assert told.stderr.startswith("jalon: Jalon does not start:\n  - ")
    assert "Traceback" not in told.stderr
    assert told.returncode == 1


def test_nothing_wrong_stops_nothing() -> None:
    serve.refuse([])
    with pytest.raises(Stop, match="one\n  - two"):
        serve.refuse(["one", "two"])
