"""The keeper: each task in its time, one that fails stops no other, one keeper at a time."""

import datetime as dt
import logging

import psycopg
import pytest
from django.db import connection, transaction

from jalon.keeper.leader import LOCK
from jalon.keeper.loop import Keeper, lines
from jalon.keeper.models import TaskRun
from jalon.keeper.tasks import TASKS, Task, register

NOON = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)
CANARY = "Camille Canari, 2 84 03 57 463 012 82"


class Time:
    """A clock that only moves when told to."""

    def __init__(self):
        self.at = NOON

    def __call__(self):
        return self.at


@pytest.fixture
def time():
    return Time()


@pytest.fixture(autouse=True)
def nobody_else_leads(request):
    """The lock belongs to the connection, which outlives a test, or its process that was killed."""
    reads = request.node.get_closest_marker("django_db")
    if reads:
        with another_session() as other:  # waits its turn, and gives it back
            other.execute("SELECT pg_advisory_lock(%s)", [LOCK])
    yield
    if reads:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock_all()")


def fail(at):
    raise ValueError(CANARY)


def keeper_of(time, **tasks):
    """A keeper of tasks done every ten seconds, by name."""
    return Keeper(
        [Task(name, 10 * SECOND, run) for name, run in tasks.items()],
        clock=time,
    )


@pytest.mark.django_db
def test_a_task_runs_at_once_then_each_time_it_is_due(time):
    seen = []
    keeper = keeper_of(time, look=seen.append)

    assert keeper.step() == 10
    time.at += 9 * SECOND
    assert keeper.step() == 1
    time.at += SECOND
    keeper.step()

    assert seen == [NOON, NOON + 10 * SECOND]
    run = TaskRun.objects.get()
    assert (run.name, run.started_at, run.ended_at) == ("look", time.at, time.at)


@pytest.mark.django_db
def test_between_two_pieces_of_a_long_task_the_others_take_their_turn(time):
    done = []

    def long(at):
        for piece in "123":
            done.append(f"piece {piece}")
            time.at += 10 * SECOND
            yield

    keeper = keeper_of(time, long=long, seal=lambda at: done.append("seal"))
    pauses = [keeper.step() for _round in range(3)]

    assert done == ["piece 1", "seal", "piece 2", "seal", "piece 3", "seal"]
    assert pauses == [0, 0, 0]
    assert keeper.has_begun
    assert TaskRun.objects.get(name="long").ended_at is None
    keeper.step()
    assert not keeper.has_begun
    run = TaskRun.objects.get(name="long")
    assert (run.started_at, run.ended_at) == (NOON, NOON + 30 * SECOND)


@pytest.mark.django_db
def test_a_task_that_fails_stops_no_other_and_quotes_nobody(time, caplog):
    seen = []
    keeper = keeper_of(time, breaks=fail, look=seen.append)

    with caplog.at_level(logging.INFO, "jalon.keeper"):
        keeper.step()
        time.at += 10 * SECOND
        keeper.step()

    assert len(seen) == 2
    run = TaskRun.objects.get(name="breaks")
    assert (run.ended_at, run.failed_at) == (None, time.at)
    assert run.failure.startswith("ValueError at test_loop.py:")
    assert "task breaks failed: ValueError" in caplog.text
    assert "Camille" not in caplog.text + run.failure


@pytest.mark.django_db
def test_a_task_that_works_again_has_no_failure_any_more(time):
    keeper_of(time, look=fail).step()

    keeper_of(time, look=lambda at: None).step()

    assert TaskRun.objects.get().failure == ""


@pytest.mark.django_db(transaction=True)
def test_a_task_that_fails_in_a_transaction_leaves_nothing_behind(time):
    def half(at):
        with transaction.atomic():
            TaskRun.objects.create(name="half", started_at=at)
            raise ValueError

    keeper_of(time, breaks=half).step()

    assert list(TaskRun.objects.values_list("name", flat=True)) == ["breaks"]


@pytest.mark.django_db(transaction=True)
def test_while_another_keeper_leads_nothing_is_done_and_then_it_is(time):
    seen = []
    keeper = keeper_of(time, look=seen.append)
    with another_session() as other:
        other.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        pause = keeper.step()
        before = list(seen)
        other.execute("SELECT pg_advisory_unlock_all()")  # a session that ends does it later
    keeper.step()

    assert (pause, before, seen) == (5, [], [NOON])


@pytest.mark.django_db(transaction=True)
def test_a_keeper_that_leaves_lets_another_lead_at_once(time):
    keeper = keeper_of(time)
    keeper.step()

    with another_session() as other:
        before = other.execute("SELECT pg_try_advisory_lock(%s)", [LOCK]).fetchone()
        keeper.leave()
        after = other.execute("SELECT pg_try_advisory_lock(%s)", [LOCK]).fetchone()

    assert (before, after) == ((False,), (True,))


@pytest.mark.django_db(transaction=True)
def test_a_keeper_whose_connection_is_cut_leads_again_later(time):
    seen = []
    keeper = keeper_of(time, look=seen.append)
    keeper.step()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [(backend,)] = cursor.fetchall()
    with another_session() as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [backend])
    time.at += 10 * SECOND

    keeper.step()  # notices
    keeper.step()

    assert seen == [NOON, NOON + 10 * SECOND]


def test_the_same_task_given_twice_is_one_task(monkeypatch):
    task = Task("look", SECOND, lambda at: None)
    before = list(TASKS)
    register(task)
    register(task)

    assert [known.name for known in TASKS].count("look") == 1
    TASKS[:] = before


def test_what_may_not_be_late_is_kept_in_a_line_of_its_own():
    assert {"seal readings", "purge readings"} <= {task.name for task in TASKS}
    assert {task.name for task in TASKS if task.is_prompt} == {
        "seal readings", "keep doors", "tell alerts"
    }  # fmt: skip


@pytest.mark.django_db
def test_each_line_has_its_tasks_and_its_own_leader(time):
    done = []
    tasks = [
        Task("long", SECOND, lambda at: done.append("long")),
        Task("seal", SECOND, lambda at: done.append("seal"), is_prompt=True),
    ]
    with another_session() as other:
        other.execute("SELECT pg_advisory_lock(%s)", [LOCK])  # the other line leads elsewhere
        for keeper in lines(tasks, clock=time):
            keeper.step()

    assert done == ["seal"]


def another_session():
    wanted = {"dbname", "user", "password", "host", "port"}
    parameters = connection.get_connection_params()
    return psycopg.connect(
        **{key: value for key, value in parameters.items() if key in wanted}, autocommit=True
    )
