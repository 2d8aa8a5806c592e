"""Asked, then not: the person does not move."""

import pytest
from django.utils import timezone

from jalon.entry.operations import withdraw_transfer
from jalon.kernel.errors import Denied
from tests.entry.situations import elsewhere, moving_to
from tests.factories import MembershipFactory, actor

pytestmark = pytest.mark.django_db


def test_the_referent_takes_it_back_and_may_ask_again():
    there = elsewhere()
    transfer = moving_to(there)
    dossier, at = transfer.dossier, timezone.now()
    colleague = actor(MembershipFactory(dossier=dossier).affiliation)
    with pytest.raises(Denied):
        withdraw_transfer(transfer=transfer, by=colleague, at=at)

    for _time in range(2):
        withdraw_transfer(transfer=transfer, by=actor(dossier.referent.affiliation), at=at)

    transfer.refresh_from_db()
    assert transfer.state == "withdrawn"
    assert moving_to(there, dossier).state == "pending"
