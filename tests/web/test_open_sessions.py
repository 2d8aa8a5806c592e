"""Where I am signed in: listed, ended from elsewhere, told when it is new, and soon over."""

import datetime as dt
import html
import io
from typing import Any

import pytest
import time_machine
from django.contrib.auth import SESSION_KEY
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from jalon.accounts.models import Affiliation, User
from jalon.directory.views.invitation import password_address
from jalon.live.tokens import kept_key
from jalon.parameters import queries
from jalon.web.models import KnownDevice, Session
from jalon.web.sessions import SessionStore
from jalon.web.signin import devices
from tests.factories import PASSWORD, AffiliationFactory
from tests.jobs import delivered

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15"
    " (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1"
)
EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0"
)
NINE = dt.datetime(2026, 11, 24, 8, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def fresh(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.JALON_SECOND_FACTOR_REQUIRED = False
    cache.clear()


def with_password() -> Affiliation:
    hat: Affiliation = AffiliationFactory()
    hat.user.set_password(PASSWORD)
    hat.user.save()
    return hat


@pytest.fixture
def hat() -> Affiliation:
    return with_password()


def enter(user: User, agent: str = FIREFOX, client: Client | None = None) -> Client:
    client = client or Client(HTTP_USER_AGENT=agent)
    client.post("/connexion", {"login": user.email, "password": PASSWORD})
    return client


def is_in(client: Client) -> bool:
    return client.get("/mon-compte").status_code == 200


def session_of(client: Client) -> Session:
    return Session.objects.get(pk=kept_key(client.cookies["sessionid"].value))


def test_what_the_cookie_holds_is_nowhere_in_the_database(hat: Affiliation) -> None:
    key = enter(hat.user).cookies["sessionid"].value

    [row] = Session.objects.filter(user=hat.user).values_list()

    assert len(key) == 32
    assert key not in str(row)
    stolen = Client()
    stolen.cookies["sessionid"] = session_of_key(key)
    assert stolen.get("/mon-compte").status_code == 302


def session_of_key(key: str) -> str:
    """What a copy of the database would give to present."""
    return str(Session.objects.get(pk=kept_key(key)).pk)


def test_sessions_are_listed_1_and_3(hat: Affiliation, django_assert_num_queries: Any) -> None:
    here = enter(hat.user)
    enter(with_password().user)
    for expected, more in ((1, (PHONE, EDGE)), (3, ())):
        here.get("/mon-compte")
        with django_assert_num_queries(2):
            page = html.unescape(here.get("/mon-compte/sessions").text)
        assert page.count("data-list-item") == expected
        assert page.count("celle-ci") == 1
        for agent in more:
            enter(hat.user, agent)
    assert all(
        words in page for words in ("Firefox · Windows", "Safari · iPhone", "Edge · Windows")
    )


def test_one_session_is_ended_and_nobody_else_s(hat: Affiliation) -> None:
    here, there, theirs = enter(hat.user), enter(hat.user, PHONE), enter(with_password().user)

    address = "/mon-compte/sessions/{}/fermer"
    assert here.post(address.format(session_of(theirs).public_id)).status_code == 404
    here.post(address.format(session_of(there).public_id))

    assert [is_in(client) for client in (here, there, theirs)] == [True, False, True]


def test_all_the_others_are_ended(hat: Affiliation) -> None:
    here, *others = (enter(hat.user, agent) for agent in (FIREFOX, PHONE, EDGE))

    page = here.post("/mon-compte/sessions/fermer-les-autres", follow=True)

    assert [is_in(client) for client in (here, *others)] == [True, False, False]
    assert "2 sessions sont fermées" in html.unescape(page.text)


def test_a_new_password_ends_the_others_at_once(hat: Affiliation) -> None:
    here, _there = enter(hat.user), enter(hat.user, PHONE)
    new = "sept mots et plus jamais entendus ensemble avant ce jour"
    typed = {"oldpassword": PASSWORD, "password1": new, "password2": new}

    assert here.post("/mon-compte/mot-de-passe", typed).status_code == 302

    assert Session.objects.get(user=hat.user) == session_of(here)
    assert is_in(here)
    hat.user.refresh_from_db()
    address = password_address(hat.user)
    elsewhere = Client()
    form = elsewhere.get(address).url
    again = {"password1": f"{new} ni après", "password2": f"{new} ni après"}
    assert elsewhere.post(form, again).status_code == 302
    assert not Session.objects.filter(user=hat.user).exists()


def test_a_session_ends_without_anybody_there(hat: Affiliation) -> None:
    with time_machine.travel(NINE, tick=False) as clock:
        client = enter(hat.user)
        for _ in range(3):
            clock.shift(dt.timedelta(minutes=100))
            assert is_in(client)
        clock.shift(dt.timedelta(minutes=121))
        assert not is_in(client)


@pytest.mark.parametrize("headers", [{"HX-Request": "true"}, {"Accept": "application/json"}])
def test_a_screen_that_asks_by_itself_is_nobody(hat: Affiliation, headers: Any) -> None:
    with time_machine.travel(NINE, tick=False) as clock:
        client = enter(hat.user)
        for _ in range(4):
            clock.shift(dt.timedelta(minutes=29))
            assert client.get("/mon-compte", headers=headers).status_code == 200
        clock.shift(dt.timedelta(minutes=29))
        assert not is_in(client)


def test_a_session_ends_with_the_working_day(hat: Affiliation) -> None:
    with time_machine.travel(NINE, tick=False) as clock:
        client = enter(hat.user)
        for _ in range(11):
            clock.shift(dt.timedelta(hours=1))
            assert is_in(client)
        clock.shift(dt.timedelta(minutes=61))
        assert not is_in(client)


def test_being_seen_is_written_now_and_then_only(
    hat: Affiliation, django_assert_num_queries: Any
) -> None:
    with time_machine.travel(NINE, tick=False) as clock:
        client = enter(hat.user)
        queries.value("session.idle_minutes", on=NINE.date())
        client.get("/plan-du-site")
        for minutes, statements in ((14, 1), (2, 2), (10, 1)):
            clock.shift(dt.timedelta(minutes=minutes))
            with django_assert_num_queries(statements):
                client.get("/plan-du-site")


def test_a_session_in_use_keeps_its_age_and_its_name(hat: Affiliation) -> None:
    with time_machine.travel(NINE, tick=False) as clock:
        client = enter(hat.user)
        before = session_of(client)
        clock.shift(dt.timedelta(minutes=20))
        client.post("/langue", {"language": "en"})
        session = client.session
        session["something"] = 1
        session.save()
        after = session_of(client)

    kept = ("public_id", "device", "opened_at", "user_id", "affiliation_id")
    assert [getattr(before, name) for name in kept] == [getattr(after, name) for name in kept]


def test_a_new_device_is_told_and_a_known_one_is_not(hat: Affiliation) -> None:
    first = enter(hat.user)
    first.post("/deconnexion")
    enter(hat.user, client=first)
    assert delivered() == [], "neither the first device of an account, nor one it knows"

    enter(hat.user, PHONE)

    [told] = delivered()
    assert (told.to, told.subject) == ([hat.user.email], "Connexion depuis un nouvel appareil")
    assert "Safari · iPhone" in told.body
    assert "http://testserver/mon-compte/sessions" in told.body
    assert "<" not in told.body
    assert KnownDevice.objects.filter(user=hat.user).count() == 2


def test_a_device_marked_by_someone_else_is_new(hat: Affiliation) -> None:
    enter(hat.user)
    other = Client(HTTP_USER_AGENT=FIREFOX)
    other.cookies[devices.COOKIE] = "not a mark"
    enter(hat.user, client=other)

    assert len(delivered()) == 1
    assert devices.MARK.fullmatch(other.cookies[devices.COOKIE].value)
    kept = " ".join(KnownDevice.objects.values_list("mark", flat=True))
    assert other.cookies[devices.COOKIE].value not in kept


def test_a_device_not_seen_for_long_is_forgotten(hat: Affiliation) -> None:
    with time_machine.travel(NINE, tick=False) as clock:
        old = enter(hat.user)
        enter(hat.user, PHONE)
        clock.shift(dt.timedelta(days=100))
        enter(hat.user, client=old)
        clock.shift(dt.timedelta(days=100))
        enter(hat.user, client=old)

    assert [one.device for one in KnownDevice.objects.filter(user=hat.user)] == [
        "Firefox · Windows"
    ]


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox · Windows"),
        (PHONE, "Safari · iPhone"),
        (EDGE, "Edge · Windows"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", "Chrome · Android"),
        ("curl/8", ""),
        ("<script>Linux", "Linux"),
    ],
)
def test_words_for_a_device(agent: str, words: str) -> None:
    assert devices.device_of(agent) == words


def test_a_store_finds_and_ends_its_own(hat: Affiliation) -> None:
    session = SessionStore()
    session[SESSION_KEY] = str(hat.user_id)
    session.create()

    assert session.exists(session.session_key or "")
    assert not session.exists("another")
    row = SessionStore(session.session_key)
    assert row.get(SESSION_KEY) == str(hat.user_id)
    row.delete()
    assert not Session.objects.exists()


def test_whoever_runs_the_platform_signs_one_account_out_or_everybody(sign_in):
    one, other = AffiliationFactory(), AffiliationFactory()
    browsers = {hat: [sign_in(hat), sign_in(hat)] for hat in (one, other)}
    said = io.StringIO()

    call_command("end_sessions", one.user.email.upper(), stdout=said)

    assert "2 sessions ended" in said.getvalue()
    assert [b.get(reverse("sessions")).status_code for b in browsers[one]] == [302, 302]
    assert [b.get(reverse("sessions")).status_code for b in browsers[other]] == [200, 200]
    with pytest.raises(CommandError):
        call_command("end_sessions", "inconnu@organisme.example")
    with pytest.raises(CommandError):
        call_command("end_sessions")
    call_command("end_sessions", "--everybody", stdout=said)
    assert [b.get(reverse("sessions")).status_code for b in browsers[other]] == [302, 302]
