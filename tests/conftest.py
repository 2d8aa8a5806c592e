"""What every test starts from: no network, a mail box in memory, a clock that can be set."""

import datetime as dt
import gc
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import translation

from jalon.accounts.models import Affiliation
from jalon.parameters import queries
from tests.sweep import from_now_on

PARIS = ZoneInfo("Europe/Paris")


def pytest_configure() -> None:
    """Static files are looked for when asked, not all listed again for each new browser."""
    settings.WHITENOISE_AUTOREFRESH = True


def pytest_collection_finish() -> None:
    """Thousands of tests and modules stay until the end: no collection looks at them again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The journal starts empty; at the end, the connections of servers that are just ending go.

    pytest-django makes a database for marked tests alone: without one, these would write in yours.
    """
    if not connection.settings_dict["NAME"].startswith("test_"):
        raise RuntimeError("no test database: select a test marked django_db beside these")
    patch = pytest.MonkeyPatch()
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM journal_entry WHERE stream = 'policy'")
        # No test waits for the disk: what these databases hold is not kept.
        name = connection.ops.quote_name(connection.settings_dict["NAME"])
        cursor.execute(f"ALTER DATABASE {name} SET synchronous_commit = off")
        cursor.execute("SET synchronous_commit = off")
        from_now_on(patch)
    yield
    patch.undo()
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(autouse=True)
def french() -> Iterator[None]:
    """Each test starts in French, whatever language the last page of another was asked in."""
    with translation.override("fr"):
        yield


@pytest.fixture(autouse=True)
def figures_of_the_law() -> Iterator[None]:
    """No test inherits what another decided; the first question asks no statement."""
    queries.remember({})
    yield
    queries.remember({})


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """The time stands still on Tuesday 24 November 2026 at 10:00 in Paris; `clock.shift(…)`."""
    with time_machine.travel(dt.datetime(2026, 11, 24, 10, tzinfo=PARIS), tick=False) as traveller:
        yield traveller


@pytest.fixture
def sign_in(settings: Any) -> Callable[[Affiliation], Client]:
    """A browser signed in under one hat: `sign_in(affiliation).get(…)`."""
    settings.JALON_SECOND_FACTOR_REQUIRED = False

    def browser(hat: Affiliation) -> Client:
        client = Client()
        client.force_login(hat.user, "allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session["acting"] = hat.pk
        session.save()
        return client

    return browser


@pytest.fixture
def at_once() -> Callable[..., list[Any]]:
    """Run functions at the same time, each on its own connection: their results or exceptions.

    Needs `django_db(transaction=True)`, so that the connections see each other's commits.
    """

    def run(*functions: Callable[[], Any]) -> list[Any]:
        start = Barrier(len(functions))

        def one(function: Callable[[], Any]) -> Any:
            try:
                start.wait(timeout=10)
                return function()
            except Exception as error:
                return error
            finally:
                connection.close()

        with ThreadPoolExecutor(len(functions)) as pool:
            return list(pool.map(one, functions))

    return run
