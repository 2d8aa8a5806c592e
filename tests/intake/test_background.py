"""Real processes: they work on a list, they stop with their server, they can be taken over."""

import os
import signal
import subprocess
import sys
import time
from datetime import date, timedelta
from urllib.parse import quote

import pytest
from django.db import connection, transaction
from django.utils import timezone

from jalon.config.subscriptions import KEPT
from jalon.intake.management import background
from jalon.intake.models import ListPolicy, ListProgress, ListState, PeopleList
from jalon.intake.operations import (
    check_list,
    map_columns,
    request_application,
    request_undo,
    resume_list,
)
from jalon.people.models import Person
from tests.intake.situations import KARIM, ZOE, received, sender

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def same_database(monkeypatch):
    """Children look at the database of the tests."""
    said = connection.settings_dict
    host, port = quote(said["HOST"], safe=""), f"&port={said['PORT']}" if said["PORT"] else ""
    user = f"{said['USER']}:{quote(said['PASSWORD'])}"
    monkeypatch.setenv("DATABASE_URL", f"postgresql://{user}@/{said['NAME']}?host={host}{port}")


def wait_for(people_list, state, seconds=60):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        people_list.refresh_from_db()
        if people_list.state == state:
            return people_list
        time.sleep(0.1)
    raise AssertionError(f"still {people_list.state} after {seconds} s: {people_list.refusal}")


def test_a_process_checks_then_another_applies():
    manager = sender()
    found = received(ZOE, KARIM, by=manager)
    mapped = map_columns(people_list=found, mapping=found.mapping, by=manager, at=timezone.now())

    background.start_asked(timezone.now())
    background.start_asked(timezone.now())  # nothing is asked any more
    wait_for(mapped, ListState.CHECKED)
    asked = request_application(people_list=mapped, by=manager, at=timezone.now())
    background.start_asked(timezone.now())
    wait_for(asked, ListState.APPLIED)
    assert Person.objects.count() == 2

    request_undo(people_list=asked, by=manager, at=timezone.now())
    background.start_asked(timezone.now())
    wait_for(asked, ListState.UNDONE)
    assert not Person.objects.exists()


def test_what_is_asked_is_taken_once_by_whichever_keeper(at_once, monkeypatch):
    """Twenty lists, four keepers: twenty processes, none of them twice."""
    manager = sender()
    for _ in range(20):
        found = received(ZOE, by=manager)
        map_columns(people_list=found, mapping=found.mapping, by=manager, at=timezone.now())
    started = []
    monkeypatch.setattr(background, "start_process", lambda *names: started.append(names))

    at_once(*[lambda: background.start_asked(timezone.now())] * 4)

    assert len(started) == len(set(started)) == 20
    assert {by for _list, by in started} == {str(manager.affiliation_public_id)}
    assert not ListProgress.objects.exclude(asked_at=None).exists()


def test_the_keeper_looks_every_second():
    [task] = [task for task in KEPT if task.run is background.start_asked]
    assert task.every <= timedelta(seconds=1)


def test_a_worker_stops_when_its_server_is_gone_and_nothing_is_half_done():
    manager = sender()
    found = received(ZOE, by=manager)
    mapped = map_columns(people_list=found, mapping=found.mapping, by=manager, at=timezone.now())
    check_list(people_list=mapped, by=manager, at=timezone.now())
    asked = request_application(people_list=mapped, by=manager, at=timezone.now())
    worker_of = (
        "import os, subprocess, sys, time;"
        "command = [sys.executable, '-m', 'django', 'work_on_list', *sys.argv[1:]];"
        "command += ['--for', str(os.getpid())];"
        "worker = subprocess.Popen(command, stdout=subprocess.DEVNULL);"
        "print(worker.pid, flush=True); time.sleep(60)"
    )
    names = [str(asked.public_id), str(manager.affiliation_public_id)]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE people_person")  # the work cannot end
        server = subprocess.Popen(
            [sys.executable, "-c", worker_of, *names], stdout=subprocess.PIPE, text=True
        )
        worker = int(server.stdout.readline())
        wait_until_working(cursor, worker)
        server.kill()
        server.communicate()
        assert gone(worker, seconds=20)

    assert not Person.objects.exists()
    assert PeopleList.objects.get().state == ListState.APPLYING
    resume_list(people_list=asked, by=manager, at=timezone.now() + timedelta(minutes=1))
    background.start_asked(timezone.now())
    wait_for(asked, ListState.APPLIED)


def wait_until_working(cursor, worker, seconds=30):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        cursor.execute(
            "SELECT count(*) FROM pg_locks JOIN pg_database AS here ON here.oid = database"
            " WHERE NOT granted AND here.datname = current_database()"
        )
        if cursor.fetchone()[0]:
            return
        time.sleep(0.1)
    os.kill(worker, signal.SIGKILL)
    raise AssertionError("the worker never came to its work")


def gone(pid, seconds):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    os.kill(pid, signal.SIGKILL)
    return False


def test_the_policy_is_a_dated_parameter():
    ListPolicy.objects.create(
        in_force_from=date(2027, 1, 1), keep_days=5, undo_hours=48, source="test"
    )

    assert ListPolicy.on(date(2026, 12, 31)).undo_hours == 24
    assert ListPolicy.on(date(2027, 1, 1)).undo_hours == 48
