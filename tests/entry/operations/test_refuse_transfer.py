"""Refused there, with a reason, nothing changes here."""

import pytest
from django.utils import timezone

from jalon.entry.answering import NoReason
from jalon.entry.operations import refuse_transfer
from jalon.entry.operations.accept_transfer import TransferOver
from jalon.kernel.errors import Denied
from tests.entry.situations import elsewhere, moving_to, officer
from tests.factories import actor

pytestmark = pytest.mark.django_db


def test_refused_with_a_reason_once_and_the_team_stays():
    there, at = elsewhere(), timezone.now()
    transfer = moving_to(there)
    with pytest.raises(NoReason):
        refuse_transfer(transfer=transfer, reason=" ", by=actor(there), at=at)
    with pytest.raises(Denied):
        refuse_transfer(transfer=transfer, reason="Non", by=actor(officer()), at=at)

    refuse_transfer(transfer=transfer, reason="Pas d'adresse ici.", by=actor(there), at=at)

    transfer.refresh_from_db()
    assert (transfer.state, transfer.answer) == ("refused", "Pas d'adresse ici.")
    assert transfer.dossier.memberships.filter(ended_at=None).count() == 1
    with pytest.raises(TransferOver):
        refuse_transfer(transfer=transfer, reason="Encore", by=actor(there), at=at)
