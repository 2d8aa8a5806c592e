import pytest
from django.utils import timezone

from jalon.access.policy.blocks import Block
from jalon.dossiers.operations import end_sharing
from jalon.dossiers.rules import reads
from jalon.kernel.errors import Denied
from tests.dossiers.operations.test_address_block import address, around
from tests.factories import actor, swear
from tests.facts import recorded

pytestmark = pytest.mark.django_db


def test_ended_the_body_reads_it_no_more_and_twice_changes_nothing():
    dossier, hat, by = around()
    swear(hat)
    sharing = address(dossier, hat.organisation, by)

    for _twice in range(2):
        end_sharing(sharing=sharing, by=by, at=timezone.now())

    assert not reads(actor(hat), dossier, Block.HEALTH)
    assert [kind for kind, _payload in recorded()] == ["block.addressed", "sharing.ended"]
    with pytest.raises(Denied):
        end_sharing(sharing=sharing, by=actor(hat), at=timezone.now())
