"""What a stream process lives through: a lost database, readers who do not read, its own end."""

import signal
import socket
import time
from urllib.parse import urlencode

import psycopg
import pytest
from django.db import connection

from jalon.live.database import connection_parameters
from tests.browser import sites
from tests.live.situations import around, write
from tests.live.streams import Streams, running

pytestmark = pytest.mark.usefixtures("committed")
SHARED, APART = "jalon live", "jalon live apart"  # names of processes, as the database knows them


def _cut_from_the_database(process: str = SHARED) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE application_name = %s AND datname = current_database()",
            [process],
        )
        return int(cursor.fetchone()[0])


def _allow_connections(allowed: str) -> None:
    parameters = connection_parameters()
    name = parameters["dbname"]
    with psycopg.connect(**{**parameters, "dbname": "postgres"}, autocommit=True) as outside:
        outside.execute(f'ALTER DATABASE "{name}" WITH ALLOW_CONNECTIONS {allowed}')


def test_screens_converge_after_the_database_was_lost(streams: Streams) -> None:
    them = around()
    screen, rows = streams.open(them.colleague, them.dossier), streams.open(them.colleague)
    rows.until("resync")
    write(them.dossier, them.referent)
    assert screen.positions(1) == rows.positions(1) == [1]

    assert _cut_from_the_database() >= 2
    write(them.dossier, them.referent)
    write(them.dossier, them.referent)

    # "live" comes with the replay; what is committed after it is told as it comes.
    screen.until("pause")
    told = screen.several(3)
    assert [event.id for event in told if event.name == "fact"] == ["2", "3"]
    assert [event.name for event in told if event.name != "fact"] == ["live"]
    assert screen.quiet() == []
    rows.until("pause")
    rows.until("resync")
    rows.until("live")


def test_who_left_while_the_database_was_lost_is_told_nothing(streams: Streams) -> None:
    them = around()
    screen = streams.open(them.colleague, them.dossier)

    _cut_from_the_database()
    type(them.seat).objects.filter(pk=them.seat.pk).update(until_on=them.seat.started_on)
    write(them.dossier, them.referent)

    screen.until("pause")
    screen.until("ended")
    assert screen.closed.wait(5)
    assert screen.events.empty()


def test_a_reader_who_does_not_read_costs_little_and_is_told_to_ask_again(
    streams: Streams,
) -> None:
    them = around()
    slow = streams.knock(them.colleague, them.dossier, reading=False)
    assert slow.status == 200
    quick = streams.open(them.referent, them.dossier)
    facts = 300
    with connection.cursor() as cursor:  # facts as heavy as a notification may be
        cursor.execute(
            "SELECT pg_notify('jalon_facts', json_build_object('s', %s::text, 'p', n,"
            " 'k', repeat('x', 7000), 'b', '[]'::json, 'r', 0, 'n', 'N')::text)"
            " FROM generate_series(1, %s) n",
            [them.dossier.stream, facts],
        )

    assert quick.positions(facts) == list(range(1, facts + 1))
    slow.read()
    told = []
    while not told or told[-1].name != "resync":
        told.append(slow.events.get(timeout=20))
    assert told[-1].id == str(facts)
    assert len([event for event in told if event.name == "fact"]) < facts


def test_sigterm_ends_every_stream_at_once() -> None:
    them = around()
    with running() as streams:
        screens = [streams.open(them.referent, them.dossier) for _ in range(20)]
        idle = socket.create_connection(("127.0.0.1", streams.port))

        started = time.monotonic()
        streams.process.send_signal(signal.SIGTERM)
        streams.process.wait(timeout=30)

        assert time.monotonic() - started < 10, "far sooner than streams end by themselves"
        assert all(screen.closed.wait(5) for screen in screens)
        idle.close()


def test_a_stream_process_without_its_database_says_so() -> None:
    them = around()
    address = sites.test_database_url()
    named = f"{address}{'&' if '?' in address else '?'}{urlencode({'application_name': APART})}"
    with running(DATABASE_URL=named) as streams:  # the process of the other tests keeps its own
        screen = streams.open(them.referent, them.dossier)
        _allow_connections("false")
        try:
            assert _cut_from_the_database(APART) >= 2
            screen.until("pause")
            assert streams.health() == 503
            refused = streams.knock(them.referent, them.dossier)
            assert (refused.status, refused.answer.headers["retry-after"]) == (503, "2")
        finally:
            _allow_connections("true")
        screen.until("live", within=10)
        write(them.dossier, them.referent)
        assert screen.positions(1) == [1]
