"""When the session ends while someone writes, nothing written is lost."""

import html

import pytest
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

pytestmark = pytest.mark.django_db


def test_what_was_typed_is_shown_again_ready_to_be_sent(client: Client) -> None:
    page = client.post("/agir-pour", {"note": "Rendez-vous <pris>", "password": "secret"})
    text = html.unescape(page.content.decode())

    assert page.status_code == 401
    assert '<input type="hidden" name="note" value="Rendez-vous <pris>">' in text
    assert "Rendez-vous &lt;pris&gt;</blockquote>" in page.content.decode()
    assert "secret" not in text


def test_no_number_of_social_security_is_shown_and_hidden_fields_only_travel(
    client: Client,
) -> None:
    page = client.post(
        "/agir-pour",
        {
            "nir": "295109912611193",
            "nir_4": "295109912611193",
            "nir_kept": "s3aled",
            "token": "sig",
        },
    ).content.decode()

    assert "295109912611193" not in page
    assert "saisissez-le de nouveau" in page
    for name, value in (("nir_kept", "s3aled"), ("token", "sig")):
        assert f'<input type="hidden" name="{name}" value="{value}">' in page
        assert f"{value}</blockquote>" not in page


def test_htmx_is_told_to_sign_in_elsewhere(client: Client) -> None:
    answer = client.post("/agir-pour", headers={"HX-Request": "true"})

    assert (answer.status_code, answer["X-Jalon-Link"]) == (401, "/connexion")
    assert answer.content.decode().startswith("Votre session a expiré.")


def test_a_form_of_another_session_can_be_sent_again_from_our_own_pages_only() -> None:
    client = Client(enforce_csrf_checks=True)

    ours = client.post("/connexion", {"login": "a"}, headers={"Origin": "http://testserver"})
    theirs = client.post("/connexion", {"login": "a"}, headers={"Origin": "https://autre.example"})

    assert ("Envoyer de nouveau" in ours.content.decode(), ours.status_code) == (True, 403)
    assert ("Envoyer de nouveau" in theirs.content.decode(), theirs.status_code) == (False, 403)


def test_every_address_says_how_it_is_opened() -> None:
    def undeclared(resolver: URLResolver, prefix: str = "") -> list[str]:
        found = []
        for pattern in resolver.url_patterns:
            route = prefix + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                found += undeclared(pattern, route)
            elif isinstance(pattern, URLPattern) and not hasattr(pattern.callback, "access"):
                found.append(route)
        return found

    assert undeclared(get_resolver()) == []
