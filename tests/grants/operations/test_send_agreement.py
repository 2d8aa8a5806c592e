import pytest

from jalon.grants.operations import send_agreement
from jalon.grants.states import NotInThisState
from jalon.kernel.errors import Denied
from jalon.post.models import Mail
from tests.appraisal.situations import AT
from tests.grants.situations import drafted, kinds_of

pytestmark = pytest.mark.django_db


def test_the_carrier_is_told_once_and_reads():
    world = drafted()
    said = {"agreement": world.agreement, "at": AT}
    with pytest.raises(Denied):
        send_agreement(by=world.carrier, **said)

    version = send_agreement(by=world.officer, **said)

    assert (version.state, world.agreement.sent_at) == ("review", AT)
    # Whoever answers for the carrier: its officer and its president.
    assert Mail.objects.filter(kind="agreement_news").count() == 2
    assert kinds_of(world.project)[-1] == "agreement.sent"
    with pytest.raises(NotInThisState):
        send_agreement(by=world.officer, **said)
