import pytest

from jalon.grants.operations import (
    accept_report,
    close_agreement,
    give_report,
    write_report,
)
from jalon.grants.operations.close_agreement import SomethingRemains
from jalon.grants.states import NotInThisState
from jalon.kernel.errors import Denied
from tests.grants.operations.test_give_report import WRITTEN
from tests.grants.situations import OVER, in_force, kinds_of, on, paid

pytestmark = pytest.mark.django_db


def test_all_paid_and_all_reports_accepted_it_can_be_closed():
    world = in_force()
    carrier, officer = on(world.carrier, OVER), on(world.officer, OVER)
    with pytest.raises(NotInThisState):
        accept_report(report=world.report(), by=officer, at=OVER)
    for kind in ("advance", "instalment", "balance"):
        paid(world, kind, OVER)
    with pytest.raises(SomethingRemains, match="2 rapports"):
        close_agreement(agreement=world.agreement, by=officer, at=OVER)
    for rank in (0, 1):
        write_report(report=world.report(rank), changes=WRITTEN, seen=1, by=carrier, at=OVER)
        give_report(report=world.report(rank), by=carrier, at=OVER)
        with pytest.raises(Denied):
            accept_report(report=world.report(rank), by=carrier, at=OVER)
        assert accept_report(report=world.report(rank), by=officer, at=OVER).accepted_at == OVER

    assert close_agreement(agreement=world.agreement, by=officer, at=OVER).state == "closed"
    assert kinds_of(world.project)[-2:] == ["report.accepted", "agreement.closed"]
