"""`streams`: a stream process on the test database. What these tests write is really committed."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.live.streams import Streams, close_all, running
from tests.sweep import clean


@pytest.fixture(scope="module")
def committed(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Commits that other processes see, swept once per module: each test has people of its own."""
    with django_db_blocker.unblock():
        yield
        clean()


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
