"""Sealing: every reading once, in a place without gap, however transactions overlap."""

import datetime as dt
import threading

import pytest
from django.db import connection, transaction

from jalon.journal.models import Leaf, Reading, Seal
from jalon.journal.sealing import BrokenSeal, purge_batch, seal_readings
from jalon.journal.verification import verify
from tests.factories import actor
from tests.journal.situations import AT, MINUTE, readings, sealed

LATER = AT + dt.timedelta(minutes=5)
YEARS_LATER = AT + dt.timedelta(days=800)


def places():
    return list(Leaf.objects.order_by("position").values_list("position", "reading_id"))


@pytest.mark.django_db
def test_readings_get_places_without_gap_and_seals_follow_one_another():
    made = sealed(3, 2)

    assert places() == [(place, reading.pk) for place, reading in enumerate(made, start=1)]
    one, two = Seal.objects.order_by("number")
    assert [(one.number, one.first, one.leaves), (two.number, two.first, two.leaves)] == [
        (1, 1, 3),
        (2, 4, 2),
    ]
    assert bytes(one.previous) == bytes(32)
    assert bytes(two.previous) == one.digest


@pytest.mark.django_db
def test_nothing_new_makes_no_seal():
    sealed(2)

    assert list(seal_readings(at=LATER)) == []
    assert Seal.objects.count() == 1


@pytest.mark.django_db
def test_many_readings_of_one_transaction_make_several_seals_each_reading_once():
    made = readings(7)

    found = list(seal_readings(at=LATER, most=3))

    assert [seal.leaves for seal in found] == [3, 3, 1]
    assert sorted(reading for _place, reading in places()) == [reading.pk for reading in made]
    assert verify(at=LATER).wrong == []


@pytest.mark.django_db(transaction=True)
def test_a_reading_that_commits_late_behind_younger_ones_is_sealed_once_it_is_there():
    """Its id and its transaction are older than what the first seal holds."""
    written, may_commit = threading.Event(), threading.Event()
    someone = actor()

    def slow() -> None:
        with transaction.atomic():
            readings(1)
            written.set()
            may_commit.wait(10)
        connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    written.wait(10)
    young = readings(2, by=someone)
    [first] = seal_readings(at=LATER)
    may_commit.set()
    thread.join()

    [second] = seal_readings(at=LATER)

    late = Reading.objects.earliest("pk")
    assert late.pk < young[0].pk
    assert [reading for _place, reading in places()] == [*(one.pk for one in young), late.pk]
    assert (first.leaves, second.leaves) == (2, 1)
    assert verify(at=LATER).wrong == []


@pytest.mark.django_db(transaction=True)
def test_writers_and_sealers_at_once_seal_each_reading_once(at_once):
    someone = actor()

    def write() -> None:
        for _ in range(20):
            with transaction.atomic():
                readings(2, by=someone)

    def seal() -> int:
        return sum(one.leaves for _ in range(20) for one in seal_readings(at=LATER, most=5))

    results = at_once(write, write, seal, seal)
    rest = sum(one.leaves for one in seal_readings(at=LATER))

    assert results[2] + results[3] + rest == Reading.objects.count() == 80
    assert [place for place, _reading in places()] == list(range(1, 81))
    assert verify(at=LATER).wrong == []


@pytest.mark.django_db
def test_a_dump_restored_where_transactions_are_counted_anew_goes_on():
    sealed(2)
    Seal.objects.update(floor=2**60)  # what the other server had reached
    readings(1)

    [seal] = seal_readings(at=LATER)

    assert seal.leaves == 1
    assert [place for place, _reading in places()] == [1, 2, 3]
    assert verify(at=LATER).wrong == []


@pytest.mark.django_db
def test_what_is_old_enough_is_purged_by_whole_seals_and_the_seal_stays():
    made = sealed(3, 2)

    purged = purge_batch(before=AT + MINUTE, at=YEARS_LATER)

    assert purged == Seal.objects.earliest("number")
    assert list(Reading.objects.order_by("pk")) == made[3:]
    verdict = verify(at=YEARS_LATER)
    assert (verdict.wrong, verdict.purged, verdict.readings) == ([], 3, 2)


@pytest.mark.django_db
def test_nothing_younger_is_purged():
    sealed(3)

    assert purge_batch(before=AT, at=YEARS_LATER) is None
    assert Reading.objects.count() == 3


@pytest.mark.django_db
def test_what_was_tampered_with_is_not_destroyed_over():
    made = sealed(3)
    Reading.objects.filter(pk=made[1].pk).update(position=99)

    with pytest.raises(BrokenSeal, match="seal 1"):
        purge_batch(before=YEARS_LATER, at=YEARS_LATER)

    assert Reading.objects.count() == 3
