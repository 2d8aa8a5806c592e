import datetime as dt

import pytest
from django.utils import timezone

from jalon.accounts.acting import acting_as, acting_for
from jalon.appointments.models import Appointment, BookingLink, Message, Participant
from jalon.appointments.operations import ask_appointment, cancel_appointment, cancel_appointments
from jalon.appointments.telling import keep_appointments
from jalon.dossiers.models import Dossier
from jalon.kernel.errors import Denied
from jalon.notifications.models import Notification
from jalon.outcomes.operations import close_dossier
from jalon.post.models import Mail
from tests.appointments.situations import THURSDAY, booked, followed, invited, person_of
from tests.appointments.test_link_pages import page_of
from tests.appointments.test_telling import reached
from tests.factories import actor
from tests.jobs import run_jobs

pytestmark = pytest.mark.django_db


def expected(clock):
    """Somebody who is expected on Thursday, invited, who asks; and came some days ago."""
    dossier, hat = followed()
    reached(dossier, emails="camille@exemple.example")
    clock.move_to(THURSDAY - dt.timedelta(days=9))
    booked(dossier, hat, THURSDAY - dt.timedelta(days=7))
    clock.move_to(THURSDAY - dt.timedelta(days=6))
    booked(dossier, hat)
    invited(dossier, hat)
    ask_appointment(
        dossier=dossier, kind="job", mode="place", by=person_of(dossier), at=timezone.now()
    )
    keep_appointments(timezone.now())
    run_jobs()
    return dossier, actor(hat), len(posted())


def posted():
    mails = Mail.objects.filter(kind__startswith="appointment_")
    return list(mails.order_by("pk").values_list("kind", flat=True))


def end(dossier, by, reason):
    with acting_as(acting_for(by, at=timezone.now())):
        close_dossier(dossier=dossier, reason=reason, by=by, at=timezone.now())
    run_jobs()


@pytest.mark.parametrize(
    ("reason", "told", "alive"),
    [("move", ["appointment_cancelled"] * 2, 2), ("death", [], 0)],
)
def test_the_end_of_a_support_cancels_what_was_to_come(reason, told, alive, clock):
    dossier, by, before = expected(clock)

    end(dossier, by, reason)
    for moment in (timezone.now(), THURSDAY - dt.timedelta(hours=47)):
        keep_appointments(moment)

    states = list(Appointment.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["booked", "cancelled", "cancelled", "cancelled"]
    assert Participant.objects.filter(is_held=True).count() == 1  # the hour that has passed
    assert posted()[before:] == told
    coming = BookingLink.objects.filter(appointment__state="cancelled", ended_at=None)
    assert coming.count() == alive
    assert not Message.objects.filter(told_at=None, dropped_at=None).exists()
    notices = Notification.objects.filter(kind="dossier.closed")
    assert notices.filter(affiliation=None).count() == int(reason != "death")


def test_a_closed_dossier_reminds_of_nothing_and_its_link_only_says_that_it_is_cancelled(
    clock, client
):
    dossier, hat = followed()
    reached(dossier, emails="camille@exemple.example")
    clock.move_to(THURSDAY - dt.timedelta(days=6))
    one = booked(dossier, hat)
    keep_appointments(timezone.now())
    assert client.get(page_of(one)).status_code == 200

    Dossier.objects.update(closed_at=timezone.now())  # closed before appointments were cancelled

    assert client.get(page_of(one)).status_code == 404
    keep_appointments(THURSDAY - dt.timedelta(hours=47))
    assert posted() == ["appointment_booked"]
    cancel_appointment(appointment=one, ground="mistake", by=actor(hat), at=timezone.now())
    assert "annulé" in client.get(page_of(one)).text


def test_it_takes_the_right_to_write_them():
    dossier, hat = followed()
    booked(dossier, hat)

    with pytest.raises(Denied):
        cancel_appointments(dossier=dossier, is_told=True, by=actor(), at=timezone.now())
    assert Appointment.objects.get().state == "booked"
