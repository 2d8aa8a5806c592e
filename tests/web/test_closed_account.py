"""An account closed while its owner was entering does not enter, whatever they prove."""

from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.test import Client

from jalon.accounts.models import User
from tests.factories import PASSWORD, AffiliationFactory
from tests.web.security_keys import SecurityKey, give_key
from tests.web.test_security_keys import asked_in
from tests.web.test_sign_in import code_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("proof", ["code", "credential"])
def test_closed_between_the_password_and_the_second_factor(proof: str, settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()
    user = AffiliationFactory().user
    user.set_password(PASSWORD)
    user.save()
    secret, key = generate_totp_secret(), SecurityKey()
    TOTP.activate(user, secret)
    give_key(user, key=key)
    client = Client(SERVER_NAME="localhost")
    client.post("/connexion", {"login": user.email, "password": PASSWORD})
    asked = asked_in(client.get("/connexion/code"))
    User.objects.filter(pk=user.pk).update(is_active=False)

    proved = {"code": lambda: code_of(secret), "credential": lambda: key.get(asked)}[proof]()
    answer = client.post("/connexion/code", {proof: proved})

    assert answer["Location"] == "/connexion/compte-ferme"
    assert "_auth_user_id" not in client.session
    assert client.get("/aujourdhui").status_code == 302
