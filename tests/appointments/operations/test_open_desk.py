import pytest
from django.utils import timezone

from jalon.appointments.operations import DeskExists, open_desk
from jalon.kernel.errors import Denied
from tests.factories import AffiliationFactory, actor
from tests.facts import recorded

pytestmark = pytest.mark.django_db


def opened(by, *hats, name="Accueil du jeudi"):
    return open_desk(name=name, place="Mairie", hats=hats, by=actor(by), at=timezone.now())


def test_a_manager_opens_a_desk_with_colleagues_and_nobody_else():
    boss = AffiliationFactory(role="manager")
    colleague = AffiliationFactory(organisation=boss.organisation)

    desk = opened(boss, colleague, AffiliationFactory())

    assert [seat.affiliation for seat in desk.seats.all()] == [colleague]
    assert [kind for kind, _ in recorded()] == ["desk.opened"]
    with pytest.raises(DeskExists):
        opened(boss)
    with pytest.raises(Denied):
        opened(colleague, name="Une autre")
