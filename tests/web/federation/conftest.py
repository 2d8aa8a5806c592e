"""A site that trusts a real provider on this machine, and a browser that goes there and back."""

import urllib.request
from collections.abc import Iterator
from typing import Any
from urllib.error import HTTPError
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client

from jalon.web.signin.federation import discovery
from tests.web.federation.provider import CLIENT_ID, SECRET, Lies, RealProvider, running

ADVISER = {
    "sub": "zoe",
    "idp_id": "71144ab3-ee1a-4401-b7b3-79b44f7daeeb",
    "given_name": "Zoé",
    "usual_name": "Lambert",
    "email": "Zoe.Lambert@Organisme.example",
    "uid": "zl",
}
PERSON = {
    "sub": "b6048e95bb134ec5b1d1e1fa69f287172e91722b9354d637a1bcf2ebb0fd2ef5v1",
    "given_name": "Camille Rose",
    "family_name": "LE-GOFF",
    "preferred_username": "",
    "birthdate": "1984-05-03",
    "birthplace": "57463",
    "birthcountry": "99100",
    "gender": "female",
    "email": "camille@ailleurs.example",
}


class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments: Any) -> None:
        """Redirections are looked at, not followed."""


class Door:
    """A browser at the door of the site: `answer = door.enter("proconnect")`."""

    def __init__(self, provider: RealProvider) -> None:
        self.browser = Client()
        self.provider = provider

    def leave(self, code: str, **query: str) -> dict[str, str]:
        """The parameters with which the site sends the browser to the provider."""
        answer = self.browser.get(f"/connexion/{code}", query)
        assert answer.status_code == 302, answer
        self.address = answer.url
        return dict(parse_qsl(urlsplit(answer.url).query))

    def sign_in_there(self) -> str:
        """The address to which the provider sends the browser back."""
        try:
            urllib.request.build_opener(Stay).open(self.address, timeout=5)
        except HTTPError as answer:
            with answer:
                if answer.code == 303:
                    return str(answer.headers["Location"])
                raise AssertionError(answer.read().decode()) from answer
        raise AssertionError("the provider sent the browser nowhere")

    def come_back(self, address: str) -> Any:
        return self.browser.get(address.removeprefix("http://testserver"))

    def enter(self, code: str = "proconnect", **query: str) -> Any:
        self.leave(code, **query)
        return self.come_back(self.sign_in_there())

    @property
    def is_in(self) -> bool:
        return "_auth_user_id" in self.browser.session


@pytest.fixture(scope="session")
def listening() -> Iterator[RealProvider]:
    with running() as provider:
        yield provider


@pytest.fixture
def provider(listening: RealProvider, settings: Any) -> Iterator[RealProvider]:
    """The provider, honest; both doors of the site are its own."""
    listening.lies, listening.person, listening.asked = Lies(), dict(ADVISER), []
    listening.ways, listening.algorithm = ["pwd", "mfa"], "RS256"
    given = {"url": listening.issuer, "client_id": CLIENT_ID, "secret": SECRET, "hosts": []}
    settings.JALON_IDENTITY_PROVIDERS = {"proconnect": given, "franceconnect": given}
    discovery.forget()
    yield listening
    discovery.forget()


@pytest.fixture
def door(provider: RealProvider) -> Door:
    return Door(provider)
