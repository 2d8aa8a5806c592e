"""Guessing stops, and nothing tells whether an account exists: the same words, the same work."""

import datetime as dt
import html
import re
import time
from typing import Any

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.cache import cache
from django.test import Client

from jalon.accounts.models import User
from jalon.web.signin import same_time
from tests.factories import PASSWORD, AffiliationFactory
from tests.jobs import delivered

pytestmark = pytest.mark.django_db
UNKNOWN = "inconnu@organisme.example"


class CountingHasher(PBKDF2PasswordHasher):
    """Django's, quick, and it remembers how often it worked."""

    iterations = 1000
    worked = 0

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        type(self).worked += 1
        return str(super().encode(password, salt, iterations))


@pytest.fixture(autouse=True)
def fresh_counters(settings: Any) -> None:
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    settings.JALON_SECOND_FACTOR_REQUIRED = False
    cache.clear()


@pytest.fixture
def someone() -> User:
    user: User = AffiliationFactory().user
    user.set_password(PASSWORD)
    user.save()
    return user


def enter(email: str, password: str = PASSWORD) -> tuple[bool, str, int]:
    """Whether one enters, the words of the page but for the e-mail, how often a hash was made."""
    client, before = Client(), CountingHasher.worked
    answer = client.post("/connexion", {"login": email, "password": password})
    page = re.sub(r'value="\w{32,64}"|"X-CSRFToken": "\w+"', "", html.unescape(answer.text))
    return (
        "_auth_user_id" in client.session,
        page.replace(email, "…"),
        CountingHasher.worked - before,
    )


def lock(email: str) -> None:
    for _ in range(5):
        enter(email, "faux")


def test_whatever_is_wrong_is_answered_by_the_same_words_and_the_same_work(
    someone: User, clock: Any
) -> None:
    closed = AffiliationFactory(user__is_active=False).user
    closed.set_password(PASSWORD)
    closed.save()
    locked = AffiliationFactory().user
    locked.set_password(PASSWORD)
    locked.save()
    without = AffiliationFactory().user  # has not chosen a password yet
    lock(locked.email)
    lock("jamais@organisme.example")

    answers = {
        "wrong": enter(someone.email, "faux"),
        "unknown": enter(UNKNOWN),
        "closed": enter(closed.email),
        "locked": enter(locked.email),
        "locked and unknown": enter("jamais@organisme.example"),
        "without": enter(without.email),
    }

    assert "Connexion impossible." in answers["wrong"][1].replace("’", "'")
    assert {(entered, work) for entered, _, work in answers.values()} == {(False, 1)}
    assert len({page for _, page, _ in answers.values()}) == 1


def test_five_failures_lock_and_time_unlocks(someone: User) -> None:
    with time_machine.travel(dt.datetime(2026, 11, 24, 10, tzinfo=dt.UTC)) as clock:
        for _ in range(4):
            enter(someone.email, "faux")
        assert enter(someone.email)[0], "four are forgiven"

        enter(someone.email, "faux")
        assert not enter(someone.email)[0]
        clock.shift(dt.timedelta(minutes=14))
        assert not enter(someone.email)[0]
        clock.shift(dt.timedelta(minutes=2))
        assert enter(someone.email)[0]


def test_no_more_than_twenty_five_failures_a_day(someone: User) -> None:
    with time_machine.travel(dt.datetime(2026, 11, 24, 6, tzinfo=dt.UTC)) as clock:
        for _ in range(5):
            lock(someone.email)
            clock.shift(dt.timedelta(minutes=16))
        assert not enter(someone.email)[0]
        clock.shift(dt.timedelta(days=1))
        assert enter(someone.email)[0]


def test_success_does_not_wipe_what_others_tried(someone: User) -> None:
    for _ in range(4):
        enter(someone.email, "faux")
        assert enter(someone.email)[0]

    enter(someone.email, "faux")

    assert not enter(someone.email)[0]


def test_the_owner_is_told_once_and_a_new_password_unlocks(someone: User) -> None:
    lock(someone.email)
    enter(someone.email, "faux")
    lock(UNKNOWN)
    assert [message.to for message in delivered()] == [[someone.email]]
    told = str(delivered()[0].body)
    assert "Pendant 15 minutes" in told.replace("\N{NO-BREAK SPACE}", " ")
    assert "http://testserver/mot-de-passe/oublie" in told
    assert "<" not in told

    client = Client()
    client.post("/mot-de-passe/oublie", {"email": someone.email})
    link = re.search(r"/mot-de-passe/nouveau/\S+", str(delivered()[1].body))
    assert link
    form = client.get(link[0], follow=True)
    chosen = "la pluie tombe sur Metz ce matin"
    client.post(form.request["PATH_INFO"], {"password1": chosen, "password2": chosen})

    assert enter(someone.email, chosen)[0]


def test_asking_for_a_new_password_takes_the_same_time(someone: User) -> None:
    """The floor is longer than the work, so that only the floor is heard."""
    taken, client = [], Client()
    for email in (someone.email, UNKNOWN):
        started = time.perf_counter()
        client.post("/mot-de-passe/oublie", {"email": email})
        taken.append(time.perf_counter() - started)

    assert min(taken) >= same_time.SECONDS
    assert [seconds // same_time.SECONDS for seconds in taken] == [1, 1]


def test_a_link_received_before_the_account_closed_opens_nothing(someone: User) -> None:
    client = Client()
    client.post("/mot-de-passe/oublie", {"email": someone.email})
    link = re.search(r"/mot-de-passe/nouveau/\S+", str(delivered()[0].body))
    assert link
    form = client.get(link[0], follow=True)
    assert "Choisissez un nouveau mot de passe" in form.text

    User.objects.filter(pk=someone.pk).update(is_active=False)

    fresh = Client().get(link[0], follow=True)
    chosen = "la pluie tombe sur Metz ce matin"
    path = form.request["PATH_INFO"]
    begun = client.post(path, {"password1": chosen, "password2": chosen})
    for answer in (fresh, begun):
        assert "Ce lien ne sert plus" in answer.text
    someone.refresh_from_db()
    assert someone.check_password(PASSWORD)


def test_wrong_codes_after_the_right_password_alarm_the_owner_once(someone: User) -> None:
    TOTP.activate(someone, generate_totp_secret())
    client = Client()
    client.post("/connexion", {"login": someone.email, "password": PASSWORD})

    said = [client.post("/connexion/code", {"code": "000000"}).text for _ in range(7)]

    [told] = delivered()
    assert told.to == [someone.email]
    assert "a donné le bon mot de passe" in told.body
    assert "Trop d" in said[6]
