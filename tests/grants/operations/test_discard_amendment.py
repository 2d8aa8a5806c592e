import pytest

from jalon.grants.operations import amend_agreement, discard_amendment
from jalon.grants.states import NotInThisState
from jalon.kernel.errors import Denied
from tests.appraisal.situations import AT
from tests.grants.situations import drafted, in_force, kinds_of

pytestmark = pytest.mark.django_db


def test_an_amendment_is_given_up_and_the_agreement_stays():
    world = in_force()
    said = {"agreement": world.agreement, "at": AT}
    amend_agreement(change="Un acompte de plus", by=world.officer, **said)
    with pytest.raises(Denied):
        discard_amendment(by=world.carrier, **said)

    assert discard_amendment(by=world.officer, **said).state == "discarded"

    assert world.agreement.state == "in_force"
    assert kinds_of(world.project)[-1] == "amendment.discarded"
    first = drafted()
    with pytest.raises(NotInThisState):
        discard_amendment(agreement=first.agreement, by=first.officer, at=AT)
