import pytest

from jalon.appraisal.operations import give_review, write_marks
from jalon.appraisal.operations.give_review import NotWhole
from jalon.appraisal.queries.marking import given_marks, median, retained
from jalon.appraisal.states import NotFromThisState
from jalon.journal.models import Entry
from tests.appraisal.situations import AT, admitted, given, marks, open_to

pytestmark = pytest.mark.django_db


def test_an_opinion_is_whole_frozen_with_its_fingerprint_and_given_once():
    world = admitted()
    reader = world.readers[0]
    review = open_to(world, reader)
    whole = marks(review, part=8)
    code = next(iter(whole))

    for lacking in ({**whole, code: (None, "Vu")}, {**whole, code: (0, " ")}):
        write_marks(review=review, marks=lacking, by=reader, at=AT)
        with pytest.raises(NotWhole):
            give_review(review=review, by=reader, at=AT)
    write_marks(review=review, marks=whole, by=reader, at=AT)
    done = give_review(review=review, by=reader, at=AT)

    digest = review.rounds.get().digest
    fact = Entry.objects.filter(kind="review.given").get()
    assert (done.given_at, fact.payload["digest"]) == (AT, digest)
    with pytest.raises(NotFromThisState):
        give_review(review=review, by=reader, at=AT)


def test_what_counts_is_the_mean_of_two_and_the_median_of_three():
    world = admitted()
    reviews = [given(world, world.readers[0]), given(world, world.readers[1], part=5)]
    version = reviews[0].version
    assert retained(given_marks(reviews[:1]), version) is None
    both = retained(given_marks(reviews), version)
    assert (both.total, both.gap, both.is_gap_large) == (75_00, 50_00, True)
    version.review_gap_points = 50  # the call says its own, and it is not passed
    assert not retained(given_marks(reviews), version).is_gap_large

    reviews.append(given(world, world.readers[2], part=9))

    assert retained(given_marks(reviews), version).total == 90_00
    assert [median([125, 130]), median([10, 30, 20]), median([1, 2])] == [1275, 200, 15]
