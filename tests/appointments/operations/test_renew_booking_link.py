import datetime as dt

import pytest
from django.utils import timezone

from jalon.access.rules import Denied
from jalon.appointments.changing import TooLate
from jalon.appointments.codes import LINK, code_of
from jalon.appointments.operations import cancel_appointment, renew_booking_link
from jalon.appointments.queries.linked import holding
from tests.appointments.situations import THURSDAY, booked, followed, invited
from tests.factories import AffiliationFactory, actor
from tests.facts import recorded

pytestmark = pytest.mark.django_db


def again(one, hat, *, is_told=True):
    return renew_booking_link(appointment=one, is_told=is_told, by=actor(hat), at=timezone.now())


def opened_by(link):
    with holding(code_of(LINK, link.public_id), at=timezone.now()) as found:
        return found and found.appointment_id


def test_a_new_link_opens_the_appointment_and_the_one_before_nothing(clock):
    dossier, hat = followed()
    one = invited(dossier, hat)
    before = one.links.get()

    again(one, hat)

    after = one.links.get(ended_at=None)
    assert (opened_by(before), opened_by(after)) == (None, one.pk)
    assert one.messages.filter(dropped_at=None).get().kind == "invited"
    assert recorded()[-1][0] == "booking_link.renewed"
    again(one, hat, is_told=False)  # by letter: nothing leaves, what waited leaves with the new one
    assert opened_by(after) is None
    assert one.messages.count() == 2


def test_of_a_booked_one_the_hour_and_the_reminder_stay(clock):
    dossier, hat = followed()
    one = booked(dossier, hat, THURSDAY + dt.timedelta(days=7))

    again(one, hat)

    one.refresh_from_db()
    assert (one.state, one.links.get(ended_at=None).expires_at >= one.ends_at) == ("booked", True)
    kinds = one.messages.filter(dropped_at=None).order_by("due_at").values_list("kind", flat=True)
    assert list(kinds) == ["booked", "reminder"]


def test_what_is_over_has_no_link_and_a_stranger_sends_none(clock):
    dossier, hat = followed()
    one = invited(dossier, hat)

    with pytest.raises(Denied):
        again(one, AffiliationFactory())
    cancel_appointment(appointment=one, ground="mistake", by=actor(hat), at=timezone.now())
    with pytest.raises(TooLate):
        again(one, hat)
