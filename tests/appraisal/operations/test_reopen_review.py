import pytest

from jalon.appraisal.operations import give_review, reopen_review, write_marks
from jalon.appraisal.operations.reopen_review import ReasonIsMissing
from jalon.kernel.errors import Denied
from tests.appraisal.situations import AT, admitted, given, kinds_of, marks

pytestmark = pytest.mark.django_db


def test_reopened_with_its_reason_what_was_given_is_kept_beside_what_is_given_next():
    world = admitted()
    reader = world.readers[0]
    review = given(world, reader)
    with pytest.raises(ReasonIsMissing):
        reopen_review(review=review, reason=" ", by=world.officer, at=AT)
    with pytest.raises(Denied):
        reopen_review(review=review, reason="Je change", by=reader, at=AT)

    reopen_review(review=review, reason="Une ligne mal lue", by=world.officer, at=AT)
    code = next(iter(marks(review)))
    write_marks(review=review, marks={code: (0, "Relu")}, by=reader, at=AT)
    give_review(review=review, by=reader, at=AT)

    before, after = review.rounds.order_by("number")
    assert (before.reopening, before.marks.get(criterion=code).tenths > 0) == (
        "Une ligne mal lue", True,
    )  # fmt: skip
    assert after.marks.get(criterion=code).tenths == 0
    assert after.marks.count() == before.marks.count()
    assert before.digest != after.digest
    assert "review.reopened" in kinds_of(world.project)
