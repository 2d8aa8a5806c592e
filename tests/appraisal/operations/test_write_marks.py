import pytest

from jalon.appraisal.operations import write_marks
from jalon.appraisal.operations.write_marks import OffTheGrid
from jalon.appraisal.states import NotFromThisState
from tests.appraisal.situations import AT, admitted, given, kinds_of, marks, open_to

pytestmark = pytest.mark.django_db


def test_marks_stay_within_their_line_and_do_not_move_once_given():
    world = admitted()
    reader = world.readers[0]
    review = open_to(world, reader)
    code, (most, _comment) = next(iter(marks(review).items()))

    for wrong in ({code: (most + 1, "")}, {code: (-1, "")}, {"inconnu": (1, "")}):
        with pytest.raises(OffTheGrid):
            write_marks(review=review, marks=wrong, by=reader, at=AT)
    write_marks(review=review, marks={code: (most, "")}, by=reader, at=AT)
    write_marks(review=review, marks={code: (None, "À revoir")}, by=reader, at=AT)

    mark = review.rounds.get().marks.get()
    assert (mark.tenths, mark.comment) == (None, "À revoir")
    assert kinds_of(world.project)[-1] == "marks.written"
    done = given(world, world.readers[1])
    with pytest.raises(NotFromThisState):
        write_marks(review=done, marks={code: (0, "")}, by=world.readers[1], at=AT)
