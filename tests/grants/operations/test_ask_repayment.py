import pytest

from jalon.grants.operations import ask_repayment
from jalon.grants.operations.ask_repayment import CannotBeAskedBack
from jalon.grants.queries.totals import totals_of
from jalon.kernel.errors import Denied
from tests.grants.situations import BEGUN, kinds_of, paid

pytestmark = pytest.mark.django_db


def test_no_more_is_asked_back_than_was_paid_and_each_demand_once():
    world = paid()
    said = {"agreement": world.agreement, "by": world.officer, "at": BEGUN}
    why = {"reason": "Non dépensé", "reference": "TP-1"}
    with pytest.raises(Denied):
        ask_repayment(cents=1, **why, **{**said, "by": world.carrier})
    for wrong in (0, 24_000_01):
        with pytest.raises(CannotBeAskedBack):
            ask_repayment(cents=wrong, **why, **said)
    with pytest.raises(CannotBeAskedBack):
        ask_repayment(cents=1, reason=" ", reference="TP-1", **said)

    ask_repayment(cents=24_000_00 - 1, **why, **said)

    assert totals_of(world.agreement).kept_cents == 1
    assert kinds_of(world.project)[-1] == "repayment.asked"
    with pytest.raises(CannotBeAskedBack):
        ask_repayment(cents=1, **why, **said)  # the same demand again
