import datetime as dt
import time

from jalon.kernel.ids import uuid7


def test_an_id_says_it_is_a_uuid_of_version_7():
    made = uuid7()

    assert made.version == 7
    assert made.variant == "specified in RFC 4122"


def test_an_id_starts_with_the_milliseconds_at_which_it_was_made():
    before = time.time_ns() // 1_000_000
    made = uuid7()
    after = time.time_ns() // 1_000_000

    assert before <= made.int >> 80 <= after


def test_ids_sort_by_the_time_they_were_made(clock):
    made = []
    for _ in range(5):
        made.append(uuid7())
        clock.shift(dt.timedelta(milliseconds=1))

    assert made == sorted(made, key=str)


def test_two_ids_of_the_same_millisecond_differ_and_do_not_follow_each_other(clock):
    made = {uuid7().int for _ in range(1000)}

    assert len(made) == 1000
    assert not any(number + 1 in made for number in made)
