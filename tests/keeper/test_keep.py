"""`manage keep`: a process of its own, that seals and that stops at once when asked."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from jalon.journal.models import Reading, Seal
from jalon.keeper.models import TaskRun
from tests.journal.situations import readings
from tests.keeper.test_loop import another_session


def database_of_this_test():
    """The variables that lead another process to the database of this test."""
    found = connection.settings_dict
    name, host = found["NAME"], found["HOST"]
    url = (
        f"postgresql://{found['USER']}@/{name}?host={host}"
        if host.startswith("/")
        else (f"postgresql://{found['USER']}:{found['PASSWORD']}@{host}:{found['PORT']}/{name}")
    )
    return {**os.environ, "DATABASE_URL": url}


@contextmanager
def kept():
    """A keeper at work, killed at the end."""
    keeper = subprocess.Popen([sys.executable, "-m", "django", "keep"], env=database_of_this_test())
    try:
        yield keeper
    finally:
        keeper.kill()


def until(holds):
    """Wait for it a minute at most: what is promised of a seal."""
    deadline = time.monotonic() + 60
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.05)
    return holds()


def a_task_waits(table):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = %s::regclass", [table]
        )
        return cursor.fetchone()[0] > 0


@pytest.mark.django_db(transaction=True)
def test_readings_are_sealed_within_a_minute_whatever_the_keeper_is_doing_and_it_ends_when_asked():
    """What another task does takes as long as it takes: here, for ever."""
    ready = TaskRun.objects.filter(name="apply the matrix of rights", ended_at__isnull=False)
    with another_session() as other, kept() as keeper:
        assert until(ready.exists)  # before that it holds every table, by itself
        other.execute("BEGIN")
        other.execute("LOCK TABLE intake_listprogress IN ACCESS EXCLUSIVE MODE")
        assert until(lambda: a_task_waits("intake_listprogress"))
        readings(1, at=timezone.now())

        assert until(Seal.objects.exists)
        assert Seal.objects.get().leaves == Reading.objects.count() == 1
        assert a_task_waits("intake_listprogress")  # it has ended neither before nor since
        asked = time.monotonic()
        keeper.send_signal(signal.SIGTERM)
        code = keeper.wait(30)
        took = time.monotonic() - asked

    assert code == 0
    assert took < 15


@pytest.mark.django_db
def test_one_round_runs_every_task():
    call_command("keep", once=True)

    runs = TaskRun.objects.exclude(ended_at=None)
    assert {"seal readings", "purge readings"} <= set(runs.values_list("name", flat=True))
    assert not TaskRun.objects.exclude(failure="").exists()
