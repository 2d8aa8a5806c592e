"""What is costly or guessable has its limit, counted for all workers; it says when to come back."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.utils import timezone

from jalon.web.middleware import limits
from jalon.web.middleware.limits import LIMITS, Limit, count, who
from jalon.web.models import Attempt
from tests.conventions.addresses import every_pattern
from tests.factories import AffiliationFactory

pytestmark = pytest.mark.django_db

COSTLY_WORDS = ("export", "telecharger", "recherche", "jeton", "suggestions")


@pytest.fixture
def three(monkeypatch):
    monkeypatch.setitem(limits.LIMITS, "dossier_list", Limit(3, given="q"))


def statuses(browser, times, path="/dossiers/?q=Camille", **headers):
    return [browser.get(path, headers=headers).status_code for _ in range(times)]


def test_beyond_the_limit_one_waits_and_is_told_how_long(clock, three, sign_in):
    browser = sign_in(AffiliationFactory())

    assert statuses(browser, 4) == [200, 200, 200, 429]
    answer = browser.get("/dossiers/?q=Camille")
    assert answer["Retry-After"] == "60"
    assert "Vous allez trop vite" in answer.content.decode()
    assert Attempt.objects.get().count == 5


def test_a_part_of_a_page_is_told_in_one_sentence(three, sign_in):
    browser = sign_in(AffiliationFactory())
    statuses(browser, 3)

    answer = browser.get("/dossiers/?q=Camille", headers={"HX-Request": "true"})

    assert answer.status_code == 429
    assert answer["Content-Type"].startswith("text/plain")


def test_the_next_minute_begins_anew(clock, three, sign_in):
    browser = sign_in(AffiliationFactory())
    statuses(browser, 4)
    clock.shift(61)

    assert statuses(browser, 1) == [200]
    assert Attempt.objects.get().count == 1


def test_each_account_has_its_own(three, sign_in):
    statuses(sign_in(AffiliationFactory()), 4)

    assert statuses(sign_in(AffiliationFactory()), 1) == [200]


def test_a_list_without_a_search_is_not_counted(three, sign_in):
    assert statuses(sign_in(AffiliationFactory()), 5, "/dossiers/") == [200] * 5
    assert Attempt.objects.count() == 0


def test_nobody_signed_in_costs_nothing(three, client):
    statuses(client, 2)

    assert Attempt.objects.count() == 0


def test_old_counts_are_forgotten(clock):
    count("account/1", "intake", timezone.now() - dt.timedelta(minutes=5))
    count("account/2", "intake", timezone.now())

    assert Attempt.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_none_is_lost_when_all_come_at_once(at_once):
    now = timezone.now()

    numbers = at_once(*[lambda: count("account/1", "intake", now) for _ in range(20)])

    assert sorted(numbers) == list(range(1, 21))


def test_the_table_is_not_in_the_journal_of_the_database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpersistence FROM pg_class WHERE relname = 'web_attempt'")
        assert cursor.fetchone() == ("u",)


def test_whatever_says_that_it_costs_has_a_limit():
    names = {pattern.name: str(pattern.pattern) for pattern in every_pattern()}
    costly = {name for name, path in names.items() if any(word in path for word in COSTLY_WORDS)}

    assert costly - LIMITS.keys() == set()
    assert LIMITS.keys() - names.keys() == set()


def test_a_refusal_is_one_line_of_the_log(three, sign_in, caplog):
    browser = sign_in(AffiliationFactory())
    with caplog.at_level("INFO"):
        statuses(browser, 4)

    account = browser.session["_auth_user_id"]
    assert f"limit dossier_list reached by account {account}" in caplog.messages
    assert sum(line.startswith("GET /dossiers/ 429 ") for line in caplog.messages) == 1


@pytest.mark.parametrize(
    ("proxies", "told", "counted"),
    [
        (0, "", "10.0.0.9"),
        (0, "1.1.1.1", "10.0.0.9"),
        (1, "2.2.2.2", "2.2.2.2"),
        (1, "1.1.1.1, 2.2.2.2", "2.2.2.2"),
        (2, "1.1.1.1, 2.2.2.2, 3.3.3.3", "2.2.2.2"),
    ],
)
def test_who_asks_is_where_our_own_proxies_say_whatever_else_is_sent(
    rf, settings, proxies, told, counted
):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    request = rf.get(
        "/", REMOTE_ADDR="10.0.0.9", **({"HTTP_X_FORWARDED_FOR": told} if told else {})
    )
    request.user = AnonymousUser()

    assert who(request) == f"address/{counted}"
