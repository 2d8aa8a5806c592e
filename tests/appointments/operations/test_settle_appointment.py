import pytest
from django.utils import timezone

from jalon.appointments.operations import settle_appointment
from jalon.appointments.operations.settle_appointment import NotYet
from jalon.deadlines.models import DossierMilestone
from jalon.kernel.errors import Denied
from tests.appointments.situations import THURSDAY, booked, colleague, followed, person_of
from tests.factories import actor
from tests.facts import recorded

pytestmark = pytest.mark.django_db


def said(one, presence, by):
    return settle_appointment(appointment=one, presence=presence, by=by, at=timezone.now())


def milestones(dossier):
    rows = DossierMilestone.objects.filter(dossier=dossier).order_by("position", "code")
    return [(row.code, row.reached_on, row.undoes) for row in rows]


def test_presence_is_a_fact_and_a_milestone_and_a_mistake_is_corrected(clock):
    dossier, hat = followed()
    one = booked(dossier, hat)
    clock.move_to(THURSDAY)

    said(one, "attended", actor(hat))
    said(one, "attended", actor(hat))

    assert recorded()[-1] == (
        "appointment.attended",
        {"dossier_id": dossier.pk, "appointment_id": one.pk, "held_on": "2026-11-26",
         "is_lead": True},
    )  # fmt: skip
    assert milestones(dossier) == [
        ("contact_made", THURSDAY.date(), False), ("first_appointment", THURSDAY.date(), False),
    ]  # fmt: skip
    said(one, "missed", actor(hat))
    assert [kind for kind, _ in recorded()] == [
        "appointment.booked", "appointment.attended", "appointment.missed",
    ]  # fmt: skip
    assert [row[::2] for row in milestones(dossier)[2:]] == [
        ("contact_made", True), ("first_appointment", True),
    ]  # fmt: skip


def test_an_absence_sets_off_nothing(clock):
    dossier, hat = followed()
    one = booked(dossier, hat)
    clock.move_to(THURSDAY)

    said(one, "missed", actor(hat))

    assert len(recorded()) == 2
    assert not one.messages.filter(told_at=None, dropped_at=None).exists()
    assert one.links.get().ended_at is not None


def test_with_a_partner_it_is_a_contact_and_not_the_first_appointment(clock):
    dossier, _hat = followed()
    partner = colleague(dossier, kind="siae")
    one = booked(dossier, partner)
    clock.move_to(THURSDAY)

    said(one, "attended", actor(partner))

    assert milestones(dossier) == [("contact_made", THURSDAY.date(), False)]


def test_before_the_hour_and_by_the_person_it_is_not_said(clock):
    dossier, hat = followed()
    one = booked(dossier, hat)

    with pytest.raises(NotYet, match="heure"):
        said(one, "attended", actor(hat))
    clock.move_to(THURSDAY)
    with pytest.raises(Denied):
        said(one, "attended", person_of(dossier))
