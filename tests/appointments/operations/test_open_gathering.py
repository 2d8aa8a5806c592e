"""One hour, so many places: the database lets nobody in above them, nor receive twice."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from jalon.appointments.models import Appointment, Participant
from jalon.appointments.operations import (
    CannotGather,
    book_appointment,
    book_appointment_by_link,
    cancel_appointment,
    settle_appointment,
)
from jalon.appointments.queries.gatherings import gatherings_of
from jalon.appointments.seating import SlotTaken
from jalon.kernel.errors import Denied
from tests.appointments.situations import (
    THURSDAY,
    booked,
    colleague,
    followed,
    gathered,
    together,
)
from tests.appointments.test_sheet import staffed
from tests.factories import AffiliationFactory, actor
from tests.facts import recorded

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def invited_there(desk):
    """Somebody followed in the same body, invited to the gatherings of the desk, and her link."""
    dossier, hat = followed(AffiliationFactory(organisation=desk.organisation))
    one = together(dossier, desk, hat)
    return one, hat, one.links.get()


def chosen(link, starts_at=THURSDAY):
    return book_appointment_by_link(link=link, starts_at=starts_at, by=None, at=timezone.now())


def left(desk):
    [one] = gatherings_of(desk.pk, THURSDAY, THURSDAY + DAY)
    return len(one.seats)


def test_each_chooses_by_her_link_until_it_is_full_and_gives_the_place_back(clock):
    desk, _boss, hats = staffed()
    gathered(desk, *hats, starts_at=THURSDAY)
    (one, hat, first), (_two, _hat, second), (_three, _h, third) = (
        invited_there(desk) for _n in range(3)
    )
    for link in (first, second):
        chosen(link)
        chosen(link)  # the same again changes nothing
    with pytest.raises(SlotTaken):
        chosen(third)
    assert left(desk) == 0
    one.refresh_from_db()
    assert (one.minutes, one.kind, one.with_lead) == (90, "information", False)
    assert one.participants.filter(is_held=True).count() == 0

    cancel_appointment(appointment=one, ground="prevented", by=actor(hat), at=timezone.now())
    assert left(desk) == 1
    chosen(third)
    with pytest.raises(SlotTaken):
        book_appointment(
            appointment=together(one.dossier, desk, hat), starts_at=THURSDAY, by=actor(hat),
            at=timezone.now(),
        )  # fmt: skip
    taken = Appointment.objects.get(links=third).seat
    with pytest.raises(IntegrityError, match="one_person_a_seat"), transaction.atomic():
        Appointment.objects.filter(links=second).update(seat=taken)


def test_who_receives_is_taken_at_that_hour_and_alone_says_who_came(clock):
    desk, boss, hats = staffed()
    dossier, _referent = followed(hats[0])
    booked(dossier, hats[0])
    with pytest.raises(CannotGather):
        gathered(desk, hats[0], starts_at=THURSDAY)
    with pytest.raises(CannotGather):
        gathered(desk, AffiliationFactory(), starts_at=THURSDAY, by=actor(boss))
    with pytest.raises(Denied):
        gathered(desk, AffiliationFactory(organisation=desk.organisation), starts_at=THURSDAY)
    held = gathered(desk, hats[1], starts_at=THURSDAY)
    with pytest.raises(CannotGather):
        gathered(desk, hats[1], starts_at=THURSDAY + dt.timedelta(minutes=30))
    with pytest.raises(IntegrityError, match="nobody_is_booked_twice"), transaction.atomic():
        Participant.objects.filter(gathering=held).update(affiliation=hats[0])

    one, _hat, link = invited_there(desk)
    chosen(link)
    clock.move_to(THURSDAY + dt.timedelta(hours=2))
    settle_appointment(appointment=one, presence="attended", by=actor(hats[1]), at=timezone.now())
    assert ("appointment.attended", False) in [
        (kind, said.get("is_lead")) for kind, said in recorded()
    ]


def test_two_colleagues_receive_somebody_and_both_are_taken(sign_in, clock):
    dossier, hat = followed()
    other = colleague(dossier)
    one = booked(dossier, hat, hats=(hat, other))

    for receiver in (hat, other):
        assert "jeudi 26 novembre" in sign_in(receiver).get("/rendez-vous").text
    with pytest.raises(SlotTaken):
        booked(followed(other)[0], other)
    clock.move_to(THURSDAY + dt.timedelta(hours=2))
    settled = settle_appointment(
        appointment=one, presence="attended", by=actor(other), at=timezone.now()
    )
    assert settled.state == "attended"
