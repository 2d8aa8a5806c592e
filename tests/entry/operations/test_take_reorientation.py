import pytest
from django.utils import timezone

from jalon.dossiers.rules import READ_DOSSIER
from jalon.entry.operations import take_reorientation
from jalon.entry.operations.take_orientation import AlreadyInHand
from jalon.kernel.errors import Denied
from tests.entry.situations import asked_again, officer
from tests.factories import actor

pytestmark = pytest.mark.django_db


def test_the_dossier_opens_to_one_officer_of_the_body():
    hat = officer()
    asked = asked_again(hat)

    take_reorientation(reorientation=asked, by=actor(hat), at=timezone.now())

    assert READ_DOSSIER.allows(actor(hat), asked.dossier)
    with pytest.raises(AlreadyInHand):
        take_reorientation(
            reorientation=asked, by=actor(officer(hat.organisation)), at=timezone.now()
        )
    with pytest.raises(Denied):
        take_reorientation(reorientation=asked, by=actor(officer()), at=timezone.now())
