"""The door: passwords, second factor, nothing told about who has an account."""

import html
import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.test import Client

from jalon.accounts.models import User
from jalon.web.signin.adapters import MFAAdapter
from tests.factories import PASSWORD, AffiliationFactory
from tests.jobs import delivered

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_counters() -> None:
    cache.clear()


@pytest.fixture
def someone() -> User:
    user: User = AffiliationFactory().user
    user.set_password(PASSWORD)
    user.save()
    return user


def enter(client: Client, email: str, password: str = PASSWORD) -> Any:
    return client.post("/connexion", {"login": email, "password": password})


def text(answer: Any) -> str:
    page = html.unescape(answer.content.decode())
    return re.sub(r'name="(csrfmiddlewaretoken|once)" value="\w+"|"X-CSRFToken": "\w+"', "", page)


def secret_in(answer: Any) -> str:
    """The key that the activation page shows to those without a camera."""
    return re.findall(r'<code class="j-code">(\w+)</code>', answer.content.decode())[0]


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def test_entering_and_leaving(client: Client, someone: User, settings: Any) -> None:
    settings.JALON_SECOND_FACTOR_REQUIRED = False

    assert enter(client, someone.email.upper())["Location"] == "/aujourdhui"
    assert client.get("/aujourdhui").status_code == 200
    assert client.get("/deconnexion").status_code == 200, "leaving takes a click, not a link"
    assert client.get("/aujourdhui").status_code == 200
    client.post("/deconnexion")
    assert client.get("/aujourdhui")["Location"] == "/connexion?next=/aujourdhui"


def test_asking_for_a_new_password_says_the_same_and_writes_to_the_known_only(
    client: Client, someone: User
) -> None:
    answers = [
        client.post("/mot-de-passe/oublie", {"email": email})["Location"]
        for email in (someone.email, "inconnu@organisme.example")
    ]

    assert answers == ["/mot-de-passe/oublie/envoye"] * 2
    assert [message.to for message in delivered()] == [[someone.email]]


def test_a_new_password_by_the_link_received(client: Client, someone: User, settings: Any) -> None:
    settings.JALON_SECOND_FACTOR_REQUIRED = False
    client.post("/mot-de-passe/oublie", {"email": someone.email})
    link = re.search(r"/mot-de-passe/nouveau/\S+", str(delivered()[0].body))
    assert link

    form = client.get(link[0], follow=True)
    chosen = "la pluie tombe sur Metz ce matin"
    client.post(form.request["PATH_INFO"], {"password1": chosen, "password2": chosen})

    assert enter(client, someone.email, chosen)["Location"] == "/aujourdhui"


@pytest.mark.parametrize(
    "address", ["/connexion/inscription", "/accounts/signup/", "/inscription", "/compte/signup/"]
)
def test_nobody_signs_up(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_the_second_factor_is_asked_before_anything_else(
    client: Client, someone: User, settings: Any
) -> None:
    settings.JALON_SECOND_FACTOR_REQUIRED = True
    enter(client, someone.email)

    asked = {
        client.get(address)["Location"] for address in ("/aujourdhui", "/mon-compte", "/agir-pour")
    }

    assert asked == {"/mon-compte/double-authentification"}


def test_setting_up_and_using_the_second_factor(
    client: Client, someone: User, settings: Any
) -> None:
    settings.JALON_SECOND_FACTOR_REQUIRED = True
    enter(client, someone.email)
    page = client.get("/mon-compte/double-authentification/activer")
    secret = secret_in(page)
    activated = client.post(
        "/mon-compte/double-authentification/activer", {"code": code_of(secret)}
    )
    assert activated["Location"] == "/mon-compte/codes-de-secours"
    assert (
        len(re.findall(r"<li>\d{8}</li>", client.get(activated["Location"]).content.decode())) == 10
    )
    assert client.get("/aujourdhui").status_code == 200

    later = Client()
    assert enter(later, someone.email)["Location"] == "/connexion/code"
    assert later.get("/aujourdhui")["Location"] == "/connexion?next=/aujourdhui"
    assert "pas le bon" in text(later.post("/connexion/code", {"code": "000000"}))
    cache.clear()  # the code that activated may not be used twice
    later.post("/connexion/code", {"code": code_of(secret)})

    assert later.get("/aujourdhui").status_code == 200


def test_a_recovery_code_is_shown_once_and_enters_once(
    client: Client, someone: User, settings: Any
) -> None:
    settings.JALON_SECOND_FACTOR_REQUIRED = True
    enter(client, someone.email)
    page = client.get("/mon-compte/double-authentification/activer")
    client.post(
        "/mon-compte/double-authentification/activer",
        {"code": code_of(secret_in(page))},
    )
    shown = [client.get("/mon-compte/codes-de-secours").content.decode() for _ in range(2)]
    codes = [re.findall(r"<li>(\d{8})</li>", page) for page in shown]
    assert [len(found) for found in codes] == [10, 0], "they are shown once"
    assert f"{codes[0][0]}%0D%0A" in shown[0], "and can be kept in a file"
    code = codes[0][0]

    entered = []
    for _ in range(2):
        later = Client()
        enter(later, someone.email)
        later.post("/connexion/code", {"code": code})
        entered.append("_auth_user_id" in later.session)

    assert entered == [True, False]


def test_secrets_of_the_second_factor_are_sealed_in_the_database(
    client: Client, someone: User, settings: Any
) -> None:
    settings.JALON_SECOND_FACTOR_REQUIRED = True
    enter(client, someone.email)
    page = client.get("/mon-compte/double-authentification/activer")
    secret = secret_in(page)
    client.post("/mon-compte/double-authentification/activer", {"code": code_of(secret)})

    stored = Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"]

    assert stored != secret
    assert MFAAdapter().decrypt(stored) == secret


def test_language_is_changed_by_a_click(client: Client) -> None:
    client.post("/langue", {"language": "en", "next": "/"})

    assert '<html lang="en" dir="ltr">' in client.get("/").content.decode()
