"""Row-level security and the rules say the same of appointments, reader by reader."""

import pytest
from django.db import connection
from django.utils import timezone

from jalon.accounts.acting import acting
from jalon.accounts.actor import actor_of
from jalon.accounts.models import AffiliationRole
from jalon.appointments.models import Appointment, BookingLink, CalendarFeed, Message, Participant
from jalon.appointments.operations import open_calendar
from jalon.appointments.queries.appointments import appointments_of
from jalon.appointments.queries.free import busy_hours
from jalon.dossiers.models import Dossier
from tests.appointments.situations import THURSDAY, booked, colleague, followed, person_of
from tests.factories import AffiliationFactory, MembershipFactory, actor

pytestmark = pytest.mark.django_db
HOUR = THURSDAY - THURSDAY.replace(hour=8)
READERS = [
    ("ccas", "professional", "co_advisor", 2),  # the sensitive body is masked to them
    ("france_travail", "professional", "co_advisor", 2),
    ("departement", "orientation_officer", "orientation", 3),
    ("departement", "review_panel", "partner", 2),
    ("caf", "professional", "partner", 0),
    ("siae", "professional", "partner", 0),
    ("cpam", "professional", "partner", 0),
]  # fmt: skip


def test_rules_and_row_security_agree_for_every_reader(clock):
    dossier, hat = followed()
    partner, sensitive = colleague(dossier, "siae"), colleague(dossier, "women_rights")
    ours, theirs = booked(dossier, hat), booked(dossier, partner, THURSDAY + HOUR)
    hidden = booked(dossier, sensitive, THURSDAY + 2 * HOUR)
    other, _ = followed()
    booked(other, other.referent.affiliation)
    seen = {}

    for who in (hat, partner, sensitive, other.referent.affiliation):
        seen[who.pk] = read_by(who, dossier)
    assert seen[hat.pk] == {ours.pk, theirs.pk, hidden.pk}
    assert seen[partner.pk] == {theirs.pk}
    assert seen[sensitive.pk] == {hidden.pk}
    assert seen[other.referent.affiliation_id] == set()


@pytest.mark.parametrize(("kind", "role", "seat", "count"), READERS)
def test_what_each_capacity_reads(clock, kind, role, seat, count):
    dossier, hat = followed()
    sensitive = colleague(dossier, "women_rights")
    booked(dossier, hat)
    booked(dossier, hat, THURSDAY + HOUR)
    booked(dossier, sensitive, THURSDAY + 2 * HOUR)
    reader = AffiliationFactory(organisation__kind=kind, role=AffiliationRole(role))
    MembershipFactory(dossier=dossier, affiliation=reader, role=seat)

    assert len(read_by(reader, dossier)) == count


def read_by(hat, dossier):
    """The appointments that this hat reads in a dossier, by the rules under row security."""
    now = timezone.now()
    who = actor_of(hat, on=timezone.localdate(), at=now)
    with acting(who, at=now):
        known = set(Appointment.objects.filter(dossier=dossier).values_list("pk", flat=True))
        told = set(Participant.objects.values_list("appointment_id", flat=True))
        assert told <= known or not known
        if Dossier.objects.filter(pk=dossier.pk).exists():
            assert set(appointments_of(who, dossier).values_list("pk", flat=True)) == known
    return known


def test_whoever_receives_reads_the_hour_and_hours_alone_are_known_of_others(clock):
    dossier, hat = followed()
    one = booked(dossier, hat)
    dossier.memberships.exclude(affiliation=hat).update(ended_at=timezone.now())
    stranger, now = actor(AffiliationFactory()), timezone.now()

    with acting(stranger, at=now):
        taken = busy_hours([hat.pk], THURSDAY - HOUR, THURSDAY + HOUR)
        assert taken == {hat.pk: [(one.starts_at, one.ends_at)]}
        for model in (Appointment, Participant, BookingLink, Message):
            assert not model.objects.exists()
        assert not Appointment.objects.update(minutes=20)


def test_a_calendar_is_its_owners_and_the_person_reads_her_own(clock):
    dossier, hat = followed()
    one, her = booked(dossier, hat), person_of(dossier)
    mine = open_calendar(by=actor(hat), at=timezone.now())
    hers = open_calendar(by=her, at=timezone.now())
    now = timezone.now()

    with acting(actor(hat), at=now):
        assert list(CalendarFeed.objects.all()) == [mine]
    with acting(her, at=now):
        assert list(CalendarFeed.objects.all()) == [hers]
        assert list(Appointment.objects.all()) == [one]
    with acting(person_of(followed()[0]), at=now):
        assert not CalendarFeed.objects.exists()
        assert not Appointment.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM appointments_appointment")
        assert cursor.fetchone() == (1,)
