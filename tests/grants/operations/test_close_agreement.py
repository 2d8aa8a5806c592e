import pytest

from jalon.grants.operations import amend_agreement, close_agreement, discard_amendment
from jalon.grants.operations.close_agreement import SomethingRemains
from jalon.grants.states import NotInThisState
from jalon.kernel.errors import Denied
from tests.appraisal.situations import AT
from tests.grants.situations import in_force, kinds_of

pytestmark = pytest.mark.django_db


def test_it_is_closed_once_when_nothing_remains():
    world = in_force()
    said = {"agreement": world.agreement, "by": world.officer, "at": AT}
    with pytest.raises(Denied):
        close_agreement(**{**said, "by": world.carrier})
    amend_agreement(change="Autre", **said)
    with pytest.raises(SomethingRemains):
        close_agreement(**said)
    discard_amendment(**said)
    with pytest.raises(SomethingRemains, match="3 versements"):
        close_agreement(**said)
    world.agreement.payments.update(state="cancelled")
    world.agreement.reports.update(state="cancelled")

    assert close_agreement(**said).state == "closed"

    assert kinds_of(world.project)[-1] == "agreement.closed"
    with pytest.raises(NotInThisState):
        close_agreement(**said)
