import pytest

from jalon.grants.operations import give_report, return_report, write_report
from jalon.grants.operations.return_report import NothingIsMissing
from jalon.kernel.errors import Denied
from tests.grants.operations.test_give_report import WRITTEN
from tests.grants.situations import OVER, in_force, kinds_of, on

pytestmark = pytest.mark.django_db


def test_what_is_to_complete_is_said_and_the_carrier_writes_again():
    world = in_force()
    report, carrier = world.report(), on(world.carrier, OVER)
    write_report(report=report, changes=WRITTEN, seen=1, by=carrier, at=OVER)
    give_report(report=report, by=carrier, at=OVER)
    with pytest.raises(Denied):
        return_report(report=report, reason="?", by=carrier, at=OVER)
    with pytest.raises(NothingIsMissing):
        return_report(report=report, reason=" ", by=world.officer, at=OVER)

    returned = return_report(report=report, reason="Les coûts", by=world.officer, at=OVER)

    assert (returned.state, returned.return_reason) == ("returned", "Les coûts")
    assert kinds_of(world.project)[-1] == "report.returned"
    write_report(report=report, changes={"means": "Trois"}, seen=2, by=carrier, at=OVER)
    assert give_report(report=report, by=carrier, at=OVER).return_reason == ""
