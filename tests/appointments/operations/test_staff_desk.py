import pytest
from django.utils import timezone

from jalon.appointments.models import DeskSeat
from jalon.appointments.operations import open_desk, staff_desk
from jalon.kernel.errors import Denied
from tests.factories import AffiliationFactory, actor
from tests.facts import recorded

pytestmark = pytest.mark.django_db


def test_who_holds_a_desk_changes_from_today_on(clock):
    boss = AffiliationFactory(role="manager")
    first, second = (AffiliationFactory(organisation=boss.organisation) for _ in range(2))
    now, by = timezone.now(), actor(boss)
    desk = open_desk(name="Accueil", place="", hats=[first], by=by, at=now)

    for _n in range(2):
        staff_desk(desk=desk, hats=[second, AffiliationFactory()], by=by, at=now)

    there = DeskSeat.objects.in_force(timezone.localdate()).filter(desk=desk)
    assert [seat.affiliation for seat in there] == [second]
    assert [kind for kind, _ in recorded()] == ["desk.opened", "desk.staffed"]
    with pytest.raises(Denied):
        staff_desk(desk=desk, hats=[], by=actor(AffiliationFactory(role="manager")), at=now)
