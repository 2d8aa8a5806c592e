"""An identity provider is off, or wholly and safely configured."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from jalon.config.environment import identity_provider

WHOLE = {"URL": "https://id.example/api/v2/", "CLIENT_ID": "jalon", "SECRET": "s3cret"}


@pytest.fixture
def given(monkeypatch):
    def set_(**values: str) -> None:
        for name, value in values.items():
            monkeypatch.setenv(f"JALON_TEST_{name}", value)

    return set_


def test_off_until_it_has_an_address(given):
    given(CLIENT_ID="jalon", SECRET="s3cret")

    assert identity_provider("TEST") is None


def test_what_is_configured(given):
    given(**WHOLE, HOSTS="keys.example, other.example:8443")

    assert identity_provider("TEST") == {
        "url": "https://id.example/api/v2",
        "client_id": "jalon",
        "secret": "s3cret",
        "hosts": ["keys.example", "other.example:8443"],
    }


@pytest.mark.parametrize("missing", ["CLIENT_ID", "SECRET"])
def test_half_configured_is_an_error_that_names_what_lacks(given, missing):
    given(**{name: value for name, value in WHOLE.items() if name != missing})

    with pytest.raises(ImproperlyConfigured, match=f"JALON_TEST_{missing} is not set"):
        identity_provider("TEST")


@pytest.mark.parametrize(
    "url",
    ["http://id.example", "ftp://id.example", "id.example", "https://", "https://a@id.example"],
)
def test_an_unsafe_address_is_refused(given, url):
    given(**WHOLE | {"URL": url})

    with pytest.raises(ImproperlyConfigured, match="expected https://host/path"):
        identity_provider("TEST")


def test_on_one_machine_http_will_do_but_never_in_production(given, monkeypatch):
    given(**WHOLE | {"URL": "http://127.0.0.1:9"})
    assert identity_provider("TEST")

    monkeypatch.setenv("JALON_HTTPS", "1")
    with pytest.raises(ImproperlyConfigured, match="https:// only"):
        identity_provider("TEST")
