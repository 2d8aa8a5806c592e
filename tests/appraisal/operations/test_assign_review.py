import pytest

from jalon.appraisal.operations import give_review, reopen_review, write_marks
from jalon.appraisal.operations.assign_review import CannotRead, NoPlaceLeft
from jalon.appraisal.states import NotFromThisState
from tests.appraisal.situations import AT, admitted, entrusted, given, kinds_of, marks, received

pytestmark = pytest.mark.django_db


def test_two_readers_then_a_third_when_they_differ_by_more_than_the_call_allows():
    world = admitted()
    first, second, third = world.readers
    assert entrusted(world, first).place == 1
    with pytest.raises(CannotRead):
        entrusted(world, first)
    assert entrusted(world, second).place == 2
    with pytest.raises(NoPlaceLeft):
        entrusted(world, third)
    assert kinds_of(world.project)[1:] == ["review.assigned"] * 2


def test_15_points_apart_is_not_more_than_15():
    world = admitted()
    reader, third = world.readers[1:]
    given(world, world.readers[0])
    review = given(world, reader, part=8.5)
    with pytest.raises(NoPlaceLeft):
        entrusted(world, third)
    reopen_review(review=review, reason="Relire", by=world.officer, at=AT)
    write_marks(review=review, marks=marks(review, part=8.4), by=reader, at=AT)
    give_review(review=review, by=reader, at=AT)
    assert entrusted(world, third).place == 3


def test_nothing_is_read_before_it_is_admissible():
    unseen = received()
    with pytest.raises(NotFromThisState):
        entrusted(unseen, unseen.readers[0])
