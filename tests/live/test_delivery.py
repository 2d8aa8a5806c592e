"""What is committed is told to those who follow it: once, in order, and nothing else."""

import json
import threading
import time

import pytest
from django.db import connection

from jalon.journal.record import NOTIFY_CHANNEL
from tests.factories import MembershipFactory, actor, make_dossier
from tests.live.situations import around, leave, write
from tests.live.streams import Streams

pytestmark = pytest.mark.usefixtures("committed")


def test_a_fact_is_told_to_every_screen_of_its_dossier(streams: Streams) -> None:
    them = around()
    screens = [
        streams.open(them.referent, them.dossier),
        streams.open(them.colleague, them.dossier),
    ]

    write(them.dossier, them.referent)

    for screen in screens:
        event = screen.until("fact")
        assert (event.id, event.data) == (
            "1",
            {
                "kind": "note.written",
                "blocks": ["timeline"],
                "position": 1,
                "by": f"a{them.referent.affiliation_id}",
            },
        )


def test_a_fact_of_another_dossier_is_not_told(streams: Streams) -> None:
    them, others = around(), around()
    screen = streams.open(them.referent, them.dossier)

    write(others.dossier, others.referent)

    assert screen.quiet() == []


def test_a_private_note_is_told_to_its_organisation_alone(streams: Streams) -> None:
    them = around()
    mine, theirs = (streams.open(who, them.dossier) for who in (them.referent, them.colleague))

    write(them.dossier, them.referent, is_private=True)
    write(them.dossier, them.referent)

    assert mine.positions(2) == [1, 2]
    assert theirs.positions(1) == [2]
    assert theirs.quiet() == []


def test_a_list_is_told_which_of_its_dossiers_changed(streams: Streams) -> None:
    them, others = around(), around()
    screen = streams.open(them.colleague)
    screen.until("resync")

    write(others.dossier, others.referent)
    write(them.dossier, them.referent)

    assert screen.until("fact").data == {
        "dossier": str(them.dossier.public_id),
        "kind": "note.written",
        "blocks": ["timeline"],
        "position": 1,
    }
    assert screen.quiet() == []


def test_a_list_is_not_told_of_a_private_note_of_others(streams: Streams) -> None:
    them = around()
    screen = streams.open(them.colleague)
    screen.until("resync")

    write(them.dossier, them.referent, is_private=True)

    assert screen.quiet() == []


def test_a_manager_follows_the_dossiers_with_an_empty_seat(streams: Streams) -> None:
    manager, dossier = actor(role="manager"), make_dossier()
    MembershipFactory(dossier=dossier, affiliation=None, organisation_id=manager.organisation_id)
    screen, rows = streams.open(manager, dossier), streams.open(manager)
    rows.until("resync")
    leaving = MembershipFactory(dossier=dossier)

    leave(leaving, actor(leaving.affiliation))

    assert screen.positions(1) == [1]
    assert rows.until("fact").data["dossier"] == str(dossier.public_id)


def test_what_was_committed_since_the_page_was_made_is_told_first(streams: Streams) -> None:
    them = around()
    for _ in range(3):
        write(them.dossier, them.referent)

    screen = streams.open(them.colleague, them.dossier, since=1)
    write(them.dossier, them.referent)

    assert screen.positions(3) == [2, 3, 4]
    assert screen.quiet() == []


def test_without_a_position_a_stream_starts_from_now(streams: Streams) -> None:
    them = around()
    write(them.dossier, them.referent)

    screen = streams.open(them.colleague, them.dossier)
    write(them.dossier, them.referent)

    assert screen.hello.id == ""  # how far the journal goes is told to nobody
    assert screen.positions(1) == [2]


def test_what_the_browser_heard_last_counts_more_than_the_page(streams: Streams) -> None:
    them = around()
    for _ in range(3):
        write(them.dossier, them.referent)

    screen = streams.open(them.colleague, them.dossier, since=0, last="2")

    assert screen.positions(1) == [3]


def test_replayed_private_notes_stay_private(streams: Streams) -> None:
    them = around()
    write(them.dossier, them.referent, is_private=True)
    write(them.dossier, them.referent)

    screen = streams.open(them.colleague, them.dossier, since=0)

    assert screen.positions(1) == [2]
    assert screen.quiet() == []


@pytest.mark.parametrize("known", [0, 900])
def test_too_much_missed_or_a_position_from_nowhere_asks_the_whole_screen(
    streams: Streams, known: int
) -> None:
    them = around()
    write(them.dossier, them.referent)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO journal_entry (stream, position, kind, need, payload, at)"
            " SELECT stream, position + n, kind, need, payload, at"
            " FROM journal_entry, generate_series(1, 300) n WHERE stream = %s",
            [them.dossier.stream],
        )

    screen = streams.open(them.colleague, them.dossier, since=known)
    resync = screen.until("resync")
    write(them.dossier, them.referent)

    assert (resync.id, resync.data) == ("", {"position": None})
    assert screen.positions(1) == [302]


def test_nothing_is_lost_or_doubled_while_people_write_and_screens_come_back(
    streams: Streams,
) -> None:
    them, heard, last = around(), [], "0"
    writers = [threading.Thread(target=_write_many, args=(them, 40)) for _ in range(3)]
    for writer in writers:
        writer.start()

    while len(heard) < 120:
        screen = streams.open(them.colleague, them.dossier, last=last)
        for _ in range(min(9, 120 - len(heard))):
            event = screen.until("fact", within=10)
            heard.append(event.data["position"])
            last = event.id
        screen.close()

    for writer in writers:
        writer.join()
    assert heard == list(range(1, 121))


def _write_many(them, count: int) -> None:  # type: ignore[no-untyped-def]
    try:
        for _ in range(count):
            write(them.dossier, them.referent)
    finally:
        connection.close()


def test_a_gap_in_what_is_heard_is_read_from_the_journal(streams: Streams) -> None:
    them = around()
    screen = streams.open(them.colleague, them.dossier)
    with connection.cursor() as cursor:  # a list applied at once: many facts, one notification
        cursor.execute(
            "INSERT INTO journal_entry (stream, position, kind, need, at, payload)"
            " SELECT %s, n, 'note.written', 'N', now(),"
            " %s FROM generate_series(1, 5) n",
            [them.dossier.stream, '{"dossier_id":1,"note_id":1,"private_to":null,"block":"N"}'],
        )
        told = {"s": them.dossier.stream, "p": 5, "k": "note.written", "b": [], "r": 0, "n": "N"}
        cursor.execute("SELECT pg_notify(%s, %s)", [NOTIFY_CHANNEL, json.dumps(told)])

    assert screen.positions(5) == [1, 2, 3, 4, 5]
    assert screen.quiet() == []


def test_notifications_of_any_shape_do_no_harm(streams: Streams) -> None:
    them = around()
    screen = streams.open(them.colleague, them.dossier)
    shapes = ["", "{", "[]", "null", '{"s": 1}', '{"s":"dossier/x","p":1,"k":"a","b":[],"r":0}']
    with connection.cursor() as cursor:
        for channel in ("jalon_facts", "jalon_presence", "jalon_sessions"):
            for shape in shapes:
                cursor.execute("SELECT pg_notify(%s, %s)", [channel, shape])

    write(them.dossier, them.referent)

    assert screen.positions(1) == [1]


def test_no_text_and_no_name_of_the_person_travels(streams: Streams) -> None:
    them = around()
    screen = streams.open(them.colleague, them.dossier)
    write(them.dossier, them.referent)
    time.sleep(0.6)

    told = json.dumps([event.data for event in list(screen.events.queue)])

    assert "note.written" in told
    assert "CANARI" not in told
    assert them.dossier.person.birth_name not in told
