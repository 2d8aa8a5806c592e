import pytest
from django.utils import timezone

from jalon.appointments.models import DeskSeat
from jalon.appointments.operations import close_desk, open_desk
from jalon.kernel.errors import Denied
from tests.factories import AffiliationFactory, actor
from tests.facts import recorded

pytestmark = pytest.mark.django_db


def test_a_desk_closes_once_with_its_seats(clock):
    boss = AffiliationFactory(role="manager")
    hat, now = AffiliationFactory(organisation=boss.organisation), timezone.now()
    desk = open_desk(name="Accueil", place="", hats=[hat], by=actor(boss), at=now)

    with pytest.raises(Denied):
        close_desk(desk=desk, by=actor(hat), at=now)
    for _n in range(2):
        closed = close_desk(desk=desk, by=actor(boss), at=now)

    assert closed.ended_on == timezone.localdate()
    assert not DeskSeat.objects.in_force(timezone.localdate()).exists()
    assert [kind for kind, _ in recorded()] == ["desk.opened", "desk.closed"]
