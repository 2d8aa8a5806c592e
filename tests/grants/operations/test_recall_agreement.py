import pytest

from jalon.grants.operations import recall_agreement
from jalon.grants.operations.recall_agreement import RecalledWithoutReason
from jalon.grants.states import NotInThisState
from jalon.kernel.errors import Denied
from tests.appraisal.situations import AT
from tests.grants.situations import carrier_signed, drafted, kinds_of

pytestmark = pytest.mark.django_db


def test_taken_up_again_a_signature_has_no_effect_any_more():
    world = carrier_signed()
    said = {"agreement": world.agreement, "by": world.officer, "at": AT}
    with pytest.raises(Denied):
        recall_agreement(reason="?", **{**said, "by": world.carrier})
    with pytest.raises(RecalledWithoutReason):
        recall_agreement(reason=" ", **said)

    version = recall_agreement(reason="Le montant est faux", **said)

    version.refresh_from_db()
    assert (version.state, version.document, version.carrier_signed_at) == ("revising", None, None)
    assert kinds_of(world.project)[-1] == "agreement.recalled"
    other = drafted()
    with pytest.raises(NotInThisState):
        recall_agreement(agreement=other.agreement, reason="?", by=other.officer, at=AT)
