"""What a password must be: one of the three shapes of the CNIL, and nothing others know."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from jalon.accounts.models import User
from jalon.web.signin import passwords
from jalon.web.signin.forms import ChangePasswordForm
from tests.factories import AffiliationFactory, UserFactory

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 24)


def refused(password: str, user: User | None = None) -> set[str]:
    try:
        validate_password(password, user)
    except ValidationError as error:
        return {one.code for one in error.error_list}
    return set()


@pytest.mark.parametrize(
    "password",
    [
        "la pluie tombe sur Metz ce matin",
        "Un-deux-trois-nous-irons-au-bois-cueillir",
        "kW7!vrTq2pLz",
        "kW7vrTq2pLzXb4",
        "Éà9éèùçÀ?îôû",
    ],
)
def test_the_three_shapes(password: str) -> None:
    assert refused(password) == set()


@pytest.mark.parametrize(
    "password",
    [
        "kW7!vrTq2pL",  # 11 characters
        "kw7!vrtq2plz",  # no capital
        "kWp!vrTqzpLz",  # no digit
        "kW7vrTq2pLzXb",  # 13 without a sign
        "la pluie tombe sur Metz",  # five words
        "la la la la la la la la",  # one word
        "Aa1!Aa1!Aa1!Aa1!",  # four characters, repeated
        "Aaaaaaaaaaaaaaa1!",
        "",
    ],
)
def test_what_falls_short(password: str) -> None:
    assert "too_weak" in refused(password)


@pytest.mark.parametrize("password", ["P4ssword2026!", "password", "Azertyuiop2026!", "123456789"])
def test_what_is_found_in_leaks_even_dressed(password: str) -> None:
    assert "password_too_common" in refused(password)


def test_nothing_that_a_colleague_could_guess() -> None:
    user = UserFactory(first_name="Élodie", last_name="Weber", email="e.martin@organisme.example")
    AffiliationFactory(user=user, organisation__name="CCAS de Forbach", organisation__short_name="")
    strong = "kW7!vrTq2pLz"

    for known in ("elodie", "WEBER", "W3ber", "martin", "ccas-de-forbach", "Jalon"):
        assert refused(f"{known}{strong}", user) == {"too_close"}, known
    assert refused(strong, user) == set()
    assert refused(f"Weber{strong}") == set(), "nobody's name in particular"


@given(st.text(alphabet="abcdefgh", max_size=40))
def test_small_letters_alone_never_pass(password: str) -> None:
    assert not passwords.is_strong(password, on=TODAY)


@given(st.text(max_size=11))
def test_short_ones_pass_as_a_phrase_or_not_at_all(password: str) -> None:
    assert not passwords.is_strong(password, on=TODAY)


def test_the_rule_stands_beside_the_field(rf: Any) -> None:
    form = ChangePasswordForm(user=UserFactory())

    hint = form.fields["password1"].help_text
    assert "au moins 7 mots" in hint
    assert "au moins 14 caractères" in hint
    assert "ou 12 si vous" in hint
