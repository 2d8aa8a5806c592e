import pytest
from django.utils import timezone

from jalon.appointments.changing import TooLate
from jalon.appointments.operations import cancel_appointment
from tests.appointments.situations import THURSDAY, booked, followed, person_of
from tests.factories import actor
from tests.facts import recorded

pytestmark = pytest.mark.django_db


def said(one, by, ground="unavailable"):
    return cancel_appointment(appointment=one, ground=ground, by=by, at=timezone.now())


def test_a_professional_cancels_the_hour_is_free_and_the_person_is_told(clock):
    dossier, hat = followed()
    one = booked(dossier, hat)

    said(one, actor(hat))
    cancelled = said(one, actor(hat))

    assert (cancelled.state, cancelled.cancelled_side) == ("cancelled", "professional")
    assert list(one.messages.filter(dropped_at=None).values_list("kind", flat=True)) == [
        "cancelled"
    ]
    assert [kind for kind, _ in recorded()].count("appointment.cancelled") == 1
    assert booked(dossier, hat).state == "booked"


def test_the_person_cancels_and_her_link_is_over(clock):
    dossier, hat = followed()
    one = booked(dossier, hat)

    said(one, person_of(dossier), "prevented")

    assert recorded()[-1][1]["source"] == "person"
    assert one.links.get().ended_at == timezone.now()
    assert not one.messages.filter(dropped_at=None).exists()


def test_once_its_hour_has_come_it_is_not_cancelled(clock):
    dossier, hat = followed()
    one = booked(dossier, hat)
    clock.move_to(THURSDAY)

    with pytest.raises(TooLate, match="passé"):
        said(one, actor(hat))
