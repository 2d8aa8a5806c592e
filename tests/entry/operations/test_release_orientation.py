import pytest
from django.utils import timezone

from jalon.dossiers.rules import READ_DOSSIER
from jalon.entry.answering import AlreadyDecided
from jalon.entry.operations import release_orientation
from jalon.kernel.errors import Denied
from tests.entry.situations import decided, officer, taken
from tests.factories import actor

pytestmark = pytest.mark.django_db


def test_the_dossier_closes_to_the_officer():
    hat = officer()
    mine = taken(hat)

    given_back = release_orientation(orientation=mine, by=actor(hat), at=timezone.now())

    assert given_back.taken_by is None
    assert not READ_DOSSIER.allows(actor(hat), mine.dossier)
    with pytest.raises(Denied):
        release_orientation(orientation=given_back, by=actor(hat), at=timezone.now())


def test_a_decision_is_not_given_back():
    hat = officer()

    with pytest.raises(AlreadyDecided):
        release_orientation(orientation=decided(hat), by=actor(hat), at=timezone.now())
