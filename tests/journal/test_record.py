"""Facts: beside their change or not at all, in order, and told to those who listen."""

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any, ClassVar

import psycopg
import pytest
from django.db import connection, transaction
from django.utils import timezone

from jalon.journal import record as journal
from jalon.journal.models import Entry
from jalon.journal.record import notification, payload_of, record
from tests.factories import actor


@dataclass(frozen=True)
class StoneMoved:
    """A fact of no domain, to try the journal alone."""

    kind: ClassVar[str] = "stone.moved"
    changes_rights: ClassVar[bool] = False
    blocks: ClassVar[tuple[str, ...]] = ("timeline",)
    stone_id: int
    on: dt.date | None = None
    private_to: int | None = None

    @property
    def stream(self) -> str:
        return f"stone/{self.stone_id}"

    @property
    def audience(self) -> int | None:
        return self.private_to


AT = dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC)


@pytest.mark.django_db(transaction=True)
def test_a_fact_outside_a_transaction_is_a_mistake():
    with pytest.raises(RuntimeError, match="outside a transaction"):
        record(StoneMoved(stone_id=1), by=None, at=AT)

    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_a_fact_keeps_who_for_which_organisation_when_and_what():
    someone = actor()

    entry = record(StoneMoved(stone_id=1, on=dt.date(2026, 11, 24)), by=someone, at=AT)

    kept = Entry.objects.get()
    assert kept == entry
    assert (kept.stream, kept.position, kept.kind) == ("stone/1", 1, "stone.moved")
    assert kept.payload == {"stone_id": 1, "on": "2026-11-24", "private_to": None}
    assert kept.user_id == someone.user_id
    assert kept.affiliation_id == someone.affiliation_id
    assert kept.organisation_id == someone.organisation_id
    assert (kept.at, kept.audience_id) == (AT, None)


@pytest.mark.django_db
def test_a_fact_of_the_platform_itself_has_no_author():
    entry = record(StoneMoved(stone_id=1), by=None, at=AT)

    assert (entry.user_id, entry.affiliation_id, entry.organisation_id) == (None, None, None)


@pytest.mark.django_db
def test_a_fact_for_one_organisation_says_so():
    someone = actor()

    entry = record(StoneMoved(stone_id=1, private_to=someone.organisation_id), by=someone, at=AT)

    assert entry.audience_id == someone.organisation_id


@pytest.mark.django_db
def test_each_stream_counts_its_own_facts_from_one():
    positions = [
        record(StoneMoved(stone_id=stone), by=None, at=AT).position for stone in (1, 1, 2, 1, 2)
    ]

    assert positions == [1, 2, 1, 3, 2]


@pytest.mark.django_db
def test_what_is_not_a_dataclass_is_not_a_fact():
    with pytest.raises(TypeError, match="str is not a dataclass"):
        payload_of("moved")


def test_what_the_streams_are_told_holds_ids_and_codes_only():
    told = json.loads(notification(StoneMoved(stone_id=7, private_to=3), 12))

    assert told == {
        "s": "stone/7",
        "p": 12,
        "k": "stone.moved",
        "b": ["timeline"],
        "n": "",
        "o": None,
        "m": None,
        "r": 0,
        "a": 3,
        "w": None,
    }


@pytest.mark.django_db(transaction=True)
def test_positions_have_no_gap_when_many_write_at_once(at_once):
    def write() -> None:
        for _ in range(10):
            with transaction.atomic():
                record(StoneMoved(stone_id=1), by=None, at=timezone.now())

    def write_and_give_up() -> None:
        for _ in range(10):
            with transaction.atomic():
                record(StoneMoved(stone_id=1), by=None, at=timezone.now())
                transaction.set_rollback(True)

    assert at_once(write, write, write_and_give_up, write, write) == [None] * 5

    positions = list(Entry.objects.order_by("position").values_list("position", flat=True))
    assert positions == list(range(1, 41))


@pytest.mark.django_db(transaction=True)
def test_positions_are_in_the_order_of_commits(at_once):
    """A reader who has seen position n can never meet a smaller one later."""

    def write() -> None:
        for _ in range(15):
            with transaction.atomic():
                record(StoneMoved(stone_id=1), by=None, at=timezone.now())

    def read() -> list[int]:
        seen: list[int] = []
        for _ in range(60):
            with transaction.atomic():
                seen.append(Entry.objects.filter(stream="stone/1").count())
                last = Entry.objects.order_by("-position").values_list("position", flat=True)
                assert (last.first() or 0) >= seen[-1]
        return seen

    first, second, counts = at_once(write, write, read)

    assert (first, second) == (None, None)
    assert counts == sorted(counts)
    assert Entry.objects.count() == 30


class Listening:
    """A connection of its own that listens as the stream process does."""

    def __enter__(self) -> "Listening":
        parameters = connection.get_connection_params()
        wanted = {"dbname", "user", "password", "host", "port"}
        self.connection = psycopg.connect(
            **{key: value for key, value in parameters.items() if key in wanted}, autocommit=True
        )
        self.connection.execute(f"LISTEN {journal.NOTIFY_CHANNEL}")
        return self

    def heard(self, *, timeout: float = 0.3) -> list[dict[str, Any]]:
        return [json.loads(n.payload) for n in self.connection.notifies(timeout=timeout)]

    def __exit__(self, *error: object) -> None:
        self.connection.close()


@pytest.mark.django_db(transaction=True)
def test_the_streams_are_told_at_commit_and_not_before():
    with Listening() as ear:
        with transaction.atomic():
            record(StoneMoved(stone_id=1), by=None, at=AT)
            before = ear.heard()
        after = ear.heard()

    assert before == []
    assert [(told["s"], told["p"]) for told in after] == [("stone/1", 1)]


@pytest.mark.django_db(transaction=True)
def test_the_streams_are_not_told_what_was_rolled_back():
    with Listening() as ear:
        with transaction.atomic():
            record(StoneMoved(stone_id=1), by=None, at=AT)
            transaction.set_rollback(True)
        with transaction.atomic():
            record(StoneMoved(stone_id=2), by=None, at=AT)
        told = ear.heard()

    assert [one["s"] for one in told] == ["stone/2"]


@pytest.mark.django_db
def test_listeners_are_called_once_the_fact_is_safe(
    monkeypatch, django_capture_on_commit_callbacks
):
    called: list[Entry] = []
    monkeypatch.setattr(journal, "listeners", [called.append])

    with django_capture_on_commit_callbacks(execute=True):
        entry = record(StoneMoved(stone_id=1), by=None, at=AT)
        assert called == []

    assert called == [entry]
