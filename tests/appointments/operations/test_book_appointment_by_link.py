import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jalon.appointments.codes import LINK, code_of
from jalon.appointments.links import LinkOver
from jalon.appointments.models import Appointment, BookingLink
from jalon.appointments.operations import book_appointment_by_link
from jalon.appointments.queries.linked import holding
from jalon.dossiers.models import Dossier
from jalon.people.models import Contact, Person
from tests.appointments.situations import THURSDAY, booked, followed, invited, receives
from tests.facts import recorded

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


def code(one):
    return code_of(LINK, one.links.get(ended_at=None).public_id)


def choose(secret, starts_at):
    now = timezone.now()
    with holding(secret, at=now) as link:
        return book_appointment_by_link(link=link, starts_at=starts_at, by=None, at=now)


def test_under_the_rights_of_the_link_alone_an_hour_is_chosen_then_another(clock):
    dossier, hat = followed()
    receives(hat)
    one = invited(dossier, hat)

    choose(code(one), THURSDAY)
    choose(code(one), THURSDAY)
    choose(code(one).lower(), THURSDAY + HOUR)

    one.refresh_from_db()
    assert (one.state, one.booked_side, one.moves) == ("booked", "link", 1)
    assert one.links.get().used_at == timezone.now()
    assert [(kind, said.get("source")) for kind, said in recorded()[1:]] == [
        ("appointment.booked", "link"), ("appointment.moved", "link"),
    ]  # fmt: skip


def test_a_link_reads_one_appointment_and_nothing_else(clock):
    dossier, hat = followed()
    one, other = invited(dossier, hat), booked(*followed())

    with holding(code(one), at=timezone.now()) as link:
        assert link.appointment_id == one.pk
        assert list(Appointment.objects.values_list("pk", flat=True)) == [one.pk]
        assert list(BookingLink.objects.values_list("appointment", flat=True)) == [one.pk]
        for model in (Dossier, Person, Contact):
            assert not model.objects.exists()
        assert not Appointment.objects.filter(pk=other.pk).update(minutes=20)
    with holding("AAAABBBBCCCCDDDD", at=timezone.now()) as link:
        assert link is None
        assert not Appointment.objects.exists()
    with connection.cursor() as cursor:  # what is kept opens nothing
        cursor.execute("SELECT encode(fingerprint, 'hex') FROM appointments_bookinglink")
        assert code(one) not in str(cursor.fetchall())


def test_a_link_dies_with_time_and_when_another_replaces_it(clock):
    dossier, hat = followed()
    one = invited(dossier, hat)
    link = one.links.get()

    clock.shift(dt.timedelta(days=30))

    with holding(code(one), at=timezone.now()) as found:
        assert found is None
    with pytest.raises(LinkOver, match="plus valable"):
        book_appointment_by_link(link=link, starts_at=THURSDAY, by=None, at=timezone.now())


def test_the_appointment_is_held_before_its_link_as_everybody_does(clock):
    dossier, hat = followed()
    receives(hat)
    one = invited(dossier, hat)

    with CaptureQueriesContext(connection) as asked:
        book_appointment_by_link(
            link=one.links.get(), starts_at=THURSDAY, by=None, at=timezone.now()
        )

    held = [found["sql"] for found in asked if "FOR UPDATE" in found["sql"]]
    assert [sql.split('FROM "')[1].split('"')[0] for sql in held][:2] == [
        "appointments_appointment", "appointments_bookinglink",
    ]  # fmt: skip
