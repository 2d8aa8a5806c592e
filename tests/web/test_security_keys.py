"""Security keys over the pages, with a key made of software (tests/browser has a real browser)."""

import html
import json
import re
from io import StringIO
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client

from jalon.accounts.models import User
from jalon.web.signin.keys import handle_of
from tests.factories import PASSWORD, AffiliationFactory
from tests.jobs import delivered
from tests.web.security_keys import SecurityKey, give_key

pytestmark = pytest.mark.django_db
ADD = "/mon-compte/cles-de-securite/ajouter"
INDEX = "/mon-compte/double-authentification"


@pytest.fixture(autouse=True)
def fresh(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.JALON_SECOND_FACTOR_REQUIRED = True
    cache.clear()


@pytest.fixture
def someone() -> User:
    user: User = AffiliationFactory().user
    user.set_password(PASSWORD)
    user.save()
    return user


def browser() -> Client:
    return Client(SERVER_NAME="localhost")


def enter(user: User) -> tuple[Client, Any]:
    client = browser()
    return client, client.post("/connexion", {"login": user.email, "password": PASSWORD})


def asked_in(answer: Any) -> Any:
    """What a page asks of the key."""
    return json.loads(re.findall(r"data-options='([^']+)'", answer.text)[0])


def text(answer: Any) -> str:
    return html.unescape(answer.text).replace("\N{NO-BREAK SPACE}", " ")


def add(client: Client, key: SecurityKey, name: str = "trousseau") -> Any:
    asked = asked_in(client.get(ADD))
    return client.post(ADD, {"name": name, "credential": key.create(asked)})


def test_a_key_is_added_then_opens_the_account(someone: User) -> None:
    client, _ = enter(someone)
    assert client.get("/aujourdhui")["Location"] == INDEX
    assert "Protégez votre compte" in text(client.get(INDEX))
    key = SecurityKey()

    assert add(client, key)["Location"] == "/mon-compte/codes-de-secours"
    assert len(re.findall(r"<li>\d{8}</li>", client.get("/mon-compte/codes-de-secours").text)) == 10
    assert client.get("/aujourdhui").status_code == 200

    later, answer = enter(someone)
    assert answer["Location"] == "/connexion/code"
    asked = asked_in(later.get("/connexion/code"))
    assert later.get("/aujourdhui")["Location"].startswith("/connexion?")
    entered = later.post("/connexion/code", {"credential": key.get(asked)})
    assert entered["Location"] == "/aujourdhui"
    assert later.get("/aujourdhui").status_code == 200


@pytest.mark.parametrize("wrong", ["another key", "an old challenge", "another site", "nothing"])
def test_only_the_key_opens(someone: User, wrong: str) -> None:
    key = SecurityKey()
    give_key(someone, key=key)
    client, _ = enter(someone)
    asked = asked_in(client.get("/connexion/code"))
    presented = {
        "another key": lambda: SecurityKey(id=key.id).get(asked),
        "an old challenge": lambda: key.get({"challenge": "AAAA"}),
        "another site": lambda: SecurityKey(
            origin="https://mechant.example", id=key.id, secret=key.secret
        ).get(asked),
        "nothing": lambda: "{}",
    }[wrong]()

    answer = client.post("/connexion/code", {"credential": presented})

    assert answer.status_code == 200
    assert "n’est pas" in text(answer)
    assert "_auth_user_id" not in client.session


def test_what_a_key_signed_enters_once(someone: User) -> None:
    key = SecurityKey()
    give_key(someone, key=key)
    client, _ = enter(someone)
    signed = key.get(asked_in(client.get("/connexion/code")))
    client.post("/connexion/code", {"credential": signed})
    client.post("/deconnexion")
    client.post("/connexion", {"login": someone.email, "password": PASSWORD})
    client.get("/connexion/code")

    client.post("/connexion/code", {"credential": signed})

    assert "_auth_user_id" not in client.session


def test_keys_have_names_and_are_nobody_else_s(someone: User) -> None:
    client, _ = enter(someone)
    add(client, SecurityKey())
    mine = Authenticator.objects.get(user=someone, type="webauthn")
    theirs = give_key(AffiliationFactory().user)

    for key, status in ((mine, 200), (theirs, 404)):
        for address in ("", "/retirer"):
            path = f"/mon-compte/cles-de-securite/{handle_of(key)}{address}"
            assert client.get(path).status_code == status
    path = f"/mon-compte/cles-de-securite/{handle_of(mine)}"
    assert client.post(path, {"name": ""}).status_code == 422
    assert client.post(path, {"name": "bureau"})["Location"] == INDEX
    assert "bureau" in text(client.get(INDEX))


def test_index_of_keys_1_and_3(
    someone: User, django_assert_num_queries: Any, settings: Any
) -> None:
    settings.JALON_SECOND_FACTOR_REQUIRED = False
    client, _ = enter(someone)
    client.get("/aujourdhui")
    for count in (1, 2):
        for _number in range(count):
            give_key(someone, f"Clé {_number}")
        with django_assert_num_queries(3):
            page = client.get(INDEX).text
        assert page.count("data-list-item") == (1 if count == 1 else 3)


def test_the_last_second_factor_stays_where_one_is_required(someone: User, settings: Any) -> None:
    client, _ = enter(someone)
    add(client, SecurityKey())
    key = Authenticator.objects.get(user=someone, type="webauthn")
    path = f"/mon-compte/cles-de-securite/{handle_of(key)}/retirer"

    assert "votre seule preuve" in text(client.get(path))
    assert client.post(path).status_code == 409
    assert Authenticator.objects.filter(pk=key.pk).exists()

    TOTP.activate(someone, generate_totp_secret())
    assert client.post(path)["Location"] == INDEX
    assert set(someone.authenticator_set.values_list("type", flat=True)) == {
        "totp",
        "recovery_codes",
    }
    assert "votre seule preuve" in text(client.post(f"{INDEX}/desactiver"))
    settings.JALON_SECOND_FACTOR_REQUIRED = False
    client.post(f"{INDEX}/desactiver")
    assert not someone.authenticator_set.exists(), "codes alone prove nothing"


def test_two_factors_removed_at_once_leave_one(
    transactional_db: None, someone: User, at_once: Any
) -> None:
    keys = [give_key(someone, str(number)) for number in range(2)]
    RecoveryCodes.activate(someone)
    clients = [browser() for _ in keys]
    for client in clients:
        client.force_login(someone, "allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session["account_authentication_methods_user"] = str(someone.pk)
        session["account_authentication_methods"] = [
            {"method": "mfa", "at": 9e9, "reauthenticated": True}
        ]
        session.save()

    answers = at_once(
        *(
            lambda client=client, key=key: (
                client.post(f"/mon-compte/cles-de-securite/{handle_of(key)}/retirer").status_code
            )
            for client, key in zip(clients, keys, strict=True)
        )
    )

    assert sorted(answers) == [302, 409]
    assert someone.authenticator_set.filter(type="webauthn").count() == 1


def test_confirming_with_a_key(someone: User, settings: Any) -> None:
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    key = SecurityKey()
    mine = give_key(someone, key=key)
    client, _ = enter(someone)
    asked = asked_in(client.get("/connexion/code"))
    client.post("/connexion/code", {"credential": key.get(asked)})
    path = f"/mon-compte/cles-de-securite/{handle_of(mine)}"
    page = client.get("/connexion/confirmer-cle", {"next": path})

    wrong = client.post("/connexion/confirmer-cle", {"next": path, "credential": "{}"})
    asked = asked_in(client.get("/connexion/confirmer-cle", {"next": path}))
    right = client.post("/connexion/confirmer-cle", {"next": path, "credential": key.get(asked)})

    assert "avec votre mot de passe" in text(page)
    assert wrong["Location"] == "/connexion/confirmer-cle"
    assert right["Location"] == path


def test_who_lost_every_factor_starts_again(someone: User) -> None:
    client, _ = enter(someone)
    add(client, SecurityKey())
    said = StringIO()

    call_command("forget_second_factor", someone.email.upper(), stdout=said)

    assert said.getvalue() == "1 second factors taken away, 1 sessions ended\n"
    told = [message for message in delivered() if "retirée" in message.subject]
    assert [message.to for message in told] == [[someone.email]]
    assert client.get("/aujourdhui").status_code == 302
    again, answer = enter(someone)
    assert answer["Location"] == "/aujourdhui"
    assert again.get("/aujourdhui")["Location"] == INDEX
    with pytest.raises(CommandError, match="no open account"):
        call_command("forget_second_factor", "inconnu@organisme.example")
