"""Refusals and errors: a page for people, one sentence for htmx."""

import html
from collections.abc import Callable

import pytest
from django.db import OperationalError, connection
from django.test import Client

from jalon.accounts.models import Affiliation
from tests.factories import AffiliationFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [
        ("/essai/interdit", 403, "Seule l'équipe peut ouvrir ce dossier."),
        ("/essai/refuse", 409, "Ce dossier est clos."),
    ],
)
def test_a_refusal_is_a_page_and_a_sentence(
    client: Client, trial_pages: None, address: str, status: int, sentence: str
) -> None:
    page = client.get(address)
    fragment = client.get(address, headers={"HX-Request": "true"})

    assert (page.status_code, fragment.status_code) == (status, status)
    assert sentence in html.unescape(page.content.decode())
    assert fragment.content.decode() == sentence
    assert fragment["Content-Type"] == "text/plain; charset=utf-8"


def test_what_does_not_exist_and_what_may_not_be_known_say_the_same(client: Client) -> None:
    page = client.get("/dossiers/nulle-part")

    assert page.status_code == 404
    assert "Cette page n’existe pas, ou ne vous est pas accessible." in html.unescape(
        page.content.decode()
    ).replace("'", "’")


def test_a_mistake_of_ours_is_a_clear_page(client: Client, trial_pages: None) -> None:
    client.raise_request_exception = False

    page = client.get("/essai/casse")

    assert page.status_code == 500
    assert "Rien n’a été enregistré." in page.content.decode()


def test_without_database_the_answer_is_503_and_when_to_come_back(
    client: Client, sign_in: Callable[[Affiliation], Client]
) -> None:
    signed_in = sign_in(AffiliationFactory())

    def gone(*arguments: object) -> None:
        raise OperationalError("the database is gone")

    for browser, address in [(client, "/sante"), (signed_in, "/aujourdhui"), (signed_in, "/")]:
        browser.raise_request_exception = False
        with connection.execute_wrapper(gone):
            page = browser.get(address)

        assert (address, page.status_code, page["Retry-After"]) == (address, 503, "30")
        assert "momentanément indisponible" in page.content.decode()


def test_health_says_ok_and_nothing_else(client: Client) -> None:
    assert client.get("/sante").json() == {"status": "ok"}
