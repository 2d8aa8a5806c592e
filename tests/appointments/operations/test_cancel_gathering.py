"""It does not take place: everybody is told, and everybody's hour is free again."""

import pytest
from django.utils import timezone

from jalon.appointments.changing import TooLate
from jalon.appointments.models import Message, Participant
from jalon.appointments.operations import cancel_gathering
from jalon.kernel.errors import Denied
from tests.appointments.operations.test_open_gathering import chosen, invited_there
from tests.appointments.situations import THURSDAY, gathered
from tests.appointments.test_sheet import staffed
from tests.factories import actor
from tests.facts import recorded

pytestmark = pytest.mark.django_db


def test_who_receives_cancels_and_each_person_is_told(clock):
    desk, boss, hats = staffed()
    held = gathered(desk, hats[0], starts_at=THURSDAY)
    people = [invited_there(desk) for _n in range(2)]
    for _one, _hat, link in people:
        chosen(link)
    with pytest.raises(Denied):
        cancel_gathering(gathering=held, by=actor(boss), at=timezone.now())

    for _twice in range(2):
        cancel_gathering(gathering=held, by=actor(hats[0]), at=timezone.now())

    for one, _hat, _link in people:
        one.refresh_from_db()
        assert one.state == "cancelled"
        told = Message.objects.filter(appointment=one, dropped_at=None)
        assert [message.kind for message in told] == ["cancelled"]
    assert not Participant.objects.filter(is_held=True).exists()
    kinds = [kind for kind, _said in recorded()]
    assert kinds.count("appointment.cancelled") == 2
    assert kinds.count("gathering.cancelled") == 1
    again = gathered(desk, hats[0], starts_at=THURSDAY)
    clock.move_to(THURSDAY)
    with pytest.raises(TooLate):
        cancel_gathering(gathering=again, by=actor(hats[0]), at=timezone.now())
