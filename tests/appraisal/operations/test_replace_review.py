import pytest

from jalon.appraisal.operations import replace_review
from jalon.appraisal.states import NotFromThisState
from tests.appraisal.situations import AT, admitted, entrusted, given, kinds_of

pytestmark = pytest.mark.django_db


def test_a_reading_is_taken_back_and_its_place_goes_to_somebody_else():
    world = admitted()
    review = entrusted(world, world.readers[0])

    assert replace_review(review=review, by=world.officer, at=AT).state == "replaced"

    assert kinds_of(world.project)[-1] == "review.replaced"
    assert entrusted(world, world.readers[1]).place == 1
    done = given(world, world.readers[2])
    with pytest.raises(NotFromThisState):
        replace_review(review=done, by=world.officer, at=AT)
