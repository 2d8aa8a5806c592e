"""What waits for one stream is little, and in order."""

import pytest

from jalon.live import frames
from jalon.live.reach import Reach, Secret
from jalon.live.subscription import MAILBOX, Subscription, Told
from jalon.live.tokens import Claim


@pytest.fixture
def stream() -> Subscription:
    opened = Subscription(Claim(1, 2, 3, "s"), after=0, expires=0)
    opened.reach = Reach(7, frozenset("*NTmt"), "m", None)
    return opened


def _told(position: int, audience: int | None = None) -> Told:
    return Told(position, b"[%d]" % position, Secret("N", audience))


def test_facts_wait_in_order_and_are_taken_once(stream: Subscription) -> None:
    for position in (1, 2, 3):
        stream.tell(_told(position))

    assert (stream.take(), stream.take()) == (b"[1][2][3]", b"")


def test_a_fact_for_another_organisation_is_passed_over(stream: Subscription) -> None:
    for told in (_told(1, audience=7), _told(2, audience=8), _told(3)):
        stream.tell(told)

    assert (stream.take(), stream.last) == (b"[1][3]", 3)


def test_a_full_mailbox_becomes_one_request_to_ask_again(stream: Subscription) -> None:
    for position in range(1, 3 * MAILBOX):
        stream.tell(_told(position))

    assert stream.take() == frames.resync(3 * MAILBOX - 1)
    stream.tell(_told(3 * MAILBOX))
    assert stream.take() == b"[%d]" % (3 * MAILBOX)


def test_only_the_latest_presence_waits(stream: Subscription) -> None:
    stream.presence = b"one"
    stream.presence = b"two"

    assert (stream.take(), stream.take()) == (b"two", b"")


def test_a_beat_is_for_silence_only(stream: Subscription) -> None:
    stream.beating = True
    stream.tell(_told(1))
    assert stream.take() == b"[1]"

    stream.beating = True
    assert stream.take() == frames.BEAT


def test_nothing_follows_an_end(stream: Subscription) -> None:
    stream.tell(_told(1))
    stream.close(b"farewell")
    stream.tell(_told(2))

    assert (stream.take(), stream.take()) == (b"farewell", b"")
