import pytest
from django.utils import timezone

from jalon.entry.operations import accept_handover, withdraw_handover
from jalon.entry.operations.accept_handover import HandoverOver
from jalon.kernel.errors import Denied
from tests.entry.situations import offered
from tests.factories import AffiliationFactory, actor

pytestmark = pytest.mark.django_db


def test_taken_back_it_can_no_longer_be_accepted():
    receiver = AffiliationFactory()
    handover = offered(receiver)
    with pytest.raises(Denied):
        withdraw_handover(handover=handover, by=actor(receiver), at=timezone.now())

    withdraw_handover(handover=handover, by=actor(handover.proposed_by), at=timezone.now())

    with pytest.raises(HandoverOver):
        accept_handover(handover=handover, by=actor(receiver), at=timezone.now())
