import datetime as dt

import pytest

from jalon.grants.operations import ask_repayment, settle_repayment
from jalon.grants.operations.settle_repayment import NotPaidBackYet
from jalon.kernel.errors import Denied
from tests.grants.situations import BEGUN, kinds_of, on, paid

pytestmark = pytest.mark.django_db


def test_a_repayment_is_entered_once_it_is_received():
    world = paid()
    repayment = ask_repayment(
        agreement=world.agreement, cents=5, reason="Trop", reference="TP-1", by=world.officer,
        at=BEGUN,
    )  # fmt: skip
    day, officer = BEGUN.date(), on(world.officer, BEGUN)
    said = {"repayment": repayment, "at": BEGUN}
    with pytest.raises(Denied):
        settle_repayment(settled_on=day, by=world.carrier, **said)
    with pytest.raises(NotPaidBackYet):
        settle_repayment(settled_on=day + dt.timedelta(days=1), by=officer, **said)

    assert settle_repayment(settled_on=day, by=officer, **said).settled_on == day

    later = on(officer, BEGUN + dt.timedelta(days=9))
    assert settle_repayment(settled_on=later.today, by=later, **said).settled_on == day
    assert kinds_of(world.project)[-1] == "repayment.settled"
