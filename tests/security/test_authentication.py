"""What the sign-in library and Django do for us, checked where we rely on it."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    validate_totp_code,
)
from django.contrib.auth.hashers import identify_hasher
from django.urls import reverse

from tests.factories import PASSWORD, AffiliationFactory, UserFactory
from tests.security.processes import production

pytestmark = pytest.mark.django_db

LONG = "Une phrase, très longue et inventée : " + "n°7 ! " * 10


@pytest.fixture
def someone():
    hat = AffiliationFactory()
    hat.user.set_password(PASSWORD)
    hat.user.save()
    return hat


def test_changing_a_password_asks_the_present_one(someone, sign_in):
    browser = sign_in(someone)
    wished = {"password1": LONG.strip(), "password2": LONG.strip()}

    for present in ("", "pas le bon"):
        browser.post(reverse("account_change_password"), {"oldpassword": present, **wished})

    someone.user.refresh_from_db()
    assert someone.user.check_password(PASSWORD)


def test_sixty_four_characters_are_allowed(someone):
    someone.user.set_password(LONG)

    assert len(LONG) > 64
    assert someone.user.check_password(LONG)
    assert not someone.user.check_password(LONG[:-2])
    assert not someone.user.check_password(LONG.lower())


def test_passwords_are_masked_and_may_be_pasted(client):
    page = client.get(reverse("account_login")).content.decode()
    [field] = re.findall(r'<input[^>]*name="password"[^>]*>', page)

    assert 'type="password"' in field
    assert 'autocomplete="current-password"' in field
    assert "onpaste" not in page


def test_passwords_are_kept_by_a_slow_function():
    user = UserFactory.build()
    user.set_password(PASSWORD)

    hasher = identify_hasher(user.password)
    assert hasher.algorithm in {"pbkdf2_sha256", "argon2", "scrypt"}
    if hasher.algorithm == "pbkdf2_sha256":
        assert hasher.iterations >= 600_000


def test_signing_in_gives_another_session(client, someone, settings):
    settings.JALON_SECOND_FACTOR_REQUIRED = False
    client.get(reverse("account_login"))
    client.session.save()
    before = client.session.session_key

    client.post(reverse("account_login"), {"login": someone.user.email, "password": PASSWORD})

    assert "_auth_user_id" in client.session
    assert client.session.session_key != before


@pytest.mark.parametrize(("strict", "tolerance", "late_passes"), [("0", 1, True), ("1", 0, False)])
def test_a_deployment_may_take_codes_for_thirty_seconds_only(
    strict, tolerance, late_passes, settings, clock
):
    asked = "from jalon.config import settings; print(settings.MFA_TOTP_TOLERANCE)"
    assert int(production(asked, JALON_TOTP_STRICT=strict)) == tolerance
    settings.MFA_TOTP_TOLERANCE = tolerance
    secret = generate_totp_secret()
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    assert validate_totp_code(secret, code)

    clock.shift(30)

    assert validate_totp_code(secret, code) is late_passes
