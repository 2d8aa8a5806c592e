import pytest

from jalon.grants.operations import write_report
from jalon.grants.operations.write_report import ReportWrittenMeanwhile
from jalon.kernel.errors import Denied
from tests.grants.situations import OVER, in_force, kinds_of

pytestmark = pytest.mark.django_db


def test_the_carrier_writes_and_nobody_overwrites():
    world = in_force()
    report = world.report()
    assert (str(report.period_from), str(report.period_until)) == ("2027-04-01", "2028-03-31")
    said = {"report": report, "at": OVER}
    with pytest.raises(Denied):
        write_report(changes={"people": 3}, seen=1, by=world.officer, **said)

    written = write_report(changes={"people": 3, "means": "Deux"}, seen=1, by=world.carrier, **said)

    assert (written.people, written.revision) == (3, 2)
    with pytest.raises(ReportWrittenMeanwhile):
        write_report(changes={"people": 4}, seen=1, by=world.carrier, **said)
    assert kinds_of(world.project)[-1] == "report.written"
