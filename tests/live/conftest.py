"""`streams`: a stream process on the test database. What these tests write is really committed."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from jalon.strategies.loading import load_national_strategy
from tests.live.streams import Streams, close_all, running

WRITTEN = (
    "accounts_user, accounts_organisation, people_person, dossiers_dossier, "
    "journal_entry, journal_reading"
)


@pytest.fixture(scope="module")
def committed(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Commits that other processes see, swept once per module: each test has people of its own."""
    with django_db_blocker.unblock():
        yield
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {WRITTEN} CASCADE")
            cursor.execute("DELETE FROM territories_territory WHERE code = 'FR'")
        load_national_strategy(timezone.now())  # it hangs on accounts: it went with them


@pytest.fixture(scope="session")
def stream_process(django_db_setup: None, django_db_blocker: Any) -> Iterator[Streams]:
    with django_db_blocker.unblock(), running(JALON_LIVE_SWEEP="1") as streams:
        yield streams


@pytest.fixture
def streams(stream_process: Streams, committed: None) -> Streams:
    # The round of all readers has connections of its own: it may end a screen, hence a test that
    # cut the process from its database, before the process listens again (503 until then).
    stream_process.wait()
    return stream_process


@pytest.fixture(autouse=True)
def _screens_are_closed() -> Iterator[None]:
    yield
    close_all()
