import pytest

from jalon.grants.operations import amend_agreement, revise_agreement, send_agreement
from jalon.grants.operations.amend_agreement import CannotBeAmended
from jalon.grants.queries.readable import binding_version
from jalon.grants.states import NotInThisState
from jalon.kernel.errors import Denied
from tests.appraisal.situations import AT
from tests.grants.situations import CENTS, accepted, drafted, in_force, kinds_of

pytestmark = pytest.mark.django_db


def test_an_amendment_says_what_it_changes_and_binds_nobody_before_it_is_signed():
    world = in_force()
    said = {"agreement": world.agreement, "by": world.officer, "at": AT}
    with pytest.raises(Denied):
        amend_agreement(change="?", **{**said, "by": world.carrier})
    with pytest.raises(CannotBeAmended):
        amend_agreement(change=" ", **said)

    version = amend_agreement(change="Un acompte de plus", **said)

    assert amend_agreement(change="Autre", **said) == version
    assert (version.number, version.state, version.amount_cents) == (2, "draft", CENTS)
    assert binding_version(world.agreement).number == 1
    assert kinds_of(world.project)[-1] == "agreement.amended"
    schedule = [{**version.schedule[0], "cents": CENTS}]
    revise_agreement(changes={"schedule": schedule}, seen=1, **said)
    send_agreement(**said)
    accepted(world)
    early = drafted()
    with pytest.raises(NotInThisState):
        amend_agreement(agreement=early.agreement, change="?", by=early.officer, at=AT)
