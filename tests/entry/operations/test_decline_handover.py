import pytest
from django.utils import timezone

from jalon.entry.operations import decline_handover
from jalon.entry.operations.accept_handover import HandoverOver
from jalon.kernel.errors import Denied
from tests.entry.situations import offered, referents
from tests.factories import AffiliationFactory, actor

pytestmark = pytest.mark.django_db


def test_the_former_referent_stays():
    receiver = AffiliationFactory()
    handover = offered(receiver)
    with pytest.raises(Denied):
        decline_handover(handover=handover, by=actor(AffiliationFactory()), at=timezone.now())

    declined = decline_handover(
        handover=handover, by=actor(receiver), at=timezone.now(), answer="Plus de place."
    )

    assert (declined.state, declined.answer) == ("declined", "Plus de place.")
    assert referents(handover.dossier) == [handover.dossier.referent.affiliation_id]
    with pytest.raises(HandoverOver):
        decline_handover(handover=handover, by=actor(receiver), at=timezone.now())
