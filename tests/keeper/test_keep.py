"""`manage keep`: a process of its own, that seals and that stops at once when asked."""

import os
import signal
import subprocess
import sys
import time

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from jalon.journal.models import Reading, Seal
from jalon.keeper.models import TaskRun
from tests.journal.situations import readings


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


@pytest.mark.django_db(transaction=True)
def test_the_keeper_seals_what_is_read_and_ends_when_asked():
    readings(1, at=timezone.now())
    keeper = subprocess.Popen([sys.executable, "-m", "django", "keep"], env=database_of_this_test())
    try:
        deadline = time.monotonic() + 60
        while not Seal.objects.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        asked = time.monotonic()
        keeper.send_signal(signal.SIGTERM)
        code = keeper.wait(30)
        took = time.monotonic() - asked
    finally:
        keeper.kill()

    assert Seal.objects.get().leaves == Reading.objects.count() == 1
    assert code == 0
    assert took < 15


@pytest.mark.django_db
def test_one_round_runs_every_task():
    call_command("keep", once=True)

    runs = TaskRun.objects.exclude(ended_at=None)
    assert {"seal readings", "purge readings"} <= set(runs.values_list("name", flat=True))
    assert not TaskRun.objects.exclude(failure="").exists()
