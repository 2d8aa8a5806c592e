import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from jalon.appointments.changing import TooLate
from jalon.appointments.codes import LINK, code_of
from jalon.appointments.drafting import NotInTeam
from jalon.appointments.models import Appointment, Participant
from jalon.appointments.operations import fix_appointment
from jalon.appointments.seating import SlotTaken
from jalon.kernel.errors import Denied
from tests.appointments.situations import THURSDAY, booked, colleague, followed, with_
from tests.factories import AffiliationFactory, actor
from tests.facts import recorded

pytestmark = pytest.mark.django_db


def test_an_hour_is_booked_with_its_fact_its_link_its_confirmation_and_its_reminder(clock):
    dossier, hat = followed()

    one = booked(dossier, hat, place="12 rue inventée")

    assert (one.state, one.booked_side) == ("booked", "professional")
    assert (one.starts_at, one.ends_at) == (THURSDAY, THURSDAY + dt.timedelta(hours=1))
    assert list(one.messages.order_by("pk").values_list("kind", "due_at")) == [
        ("booked", timezone.now()),
    ]  # the reminder of 48 hours before is nearer than that already
    assert one.links.get().ended_at is None
    assert recorded() == [
        ("appointment.booked", {"dossier_id": dossier.pk, "appointment_id": one.pk,
                                "nature": "follow_up", "source": "professional"})
    ]  # fmt: skip


def test_the_same_again_changes_nothing_and_a_reminder_waits_for_its_hour(clock):
    dossier, hat = followed()
    later = THURSDAY + dt.timedelta(days=7)

    first, second = booked(dossier, hat, later), booked(dossier, hat, later)

    assert first.pk == second.pk
    assert len(recorded()) == 1
    reminder = first.messages.get(kind="reminder")
    assert reminder.due_at == later - dt.timedelta(hours=48)


def test_a_professional_and_a_person_are_in_one_place_at_a_time(clock):
    dossier, hat = followed()
    other, _ = followed(hat)
    booked(dossier, hat)
    half_past = THURSDAY + dt.timedelta(minutes=30)

    with pytest.raises(SlotTaken, match="vient d’être pris"):
        booked(other, hat, half_past)
    with pytest.raises(SlotTaken):
        booked(dossier, colleague(dossier), half_past)
    assert booked(other, hat, THURSDAY + dt.timedelta(hours=1)).state == "booked"
    assert Appointment.objects.count() == 2


def test_the_database_itself_refuses_an_overlap(clock):
    dossier, hat = followed()
    one = booked(dossier, hat)

    with pytest.raises(IntegrityError, match="nobody_is_booked_twice"), transaction.atomic():
        Participant.objects.create(
            appointment=booked(dossier, colleague(dossier), THURSDAY + dt.timedelta(hours=2)),
            dossier=dossier, affiliation=hat, organisation=hat.organisation, is_held=True,
            starts_at=one.starts_at, ends_at=one.ends_at,
        )  # fmt: skip


def test_several_professionals_of_the_team_and_nobody_else(clock):
    dossier, hat = followed()
    partner = colleague(dossier, kind="siae")
    both = with_(hat, partner)
    said = {"dossier": dossier, "by": actor(hat), "at": timezone.now()}

    one = fix_appointment(meeting=both, starts_at=THURSDAY, **said)

    assert set(one.participants.values_list("affiliation", flat=True)) == {hat.pk, partner.pk}
    for refused in (with_(AffiliationFactory()), with_()):
        with pytest.raises(NotInTeam):
            fix_appointment(meeting=refused, starts_at=THURSDAY, **said)
    with pytest.raises(NotInTeam, match="de votre organisme"):  # a partner, for others
        fix_appointment(
            dossier=dossier, meeting=with_(hat), starts_at=THURSDAY, by=actor(partner),
            at=timezone.now(),
        )  # fmt: skip


@pytest.mark.parametrize(
    ("mode", "said"), [("phone", "par téléphone"), ("video", "en visio"), ("place", "sur place")]
)
def test_two_of_the_team_by_telephone_on_screen_or_there(clock, client, mode, said):
    dossier, hat = followed()
    other = colleague(dossier)

    one = fix_appointment(
        dossier=dossier, meeting=with_(hat, other, mode=mode, place="Au 12"), starts_at=THURSDAY,
        by=actor(hat), at=timezone.now(),
    )  # fmt: skip

    assert (one.mode, one.participants.filter(is_held=True).count()) == (mode, 2)
    code = code_of(LINK, one.links.get().public_id)
    page = client.get(reverse("appointment_link", args=[code])).text
    assert f"{said}, 60 minutes" in page
    assert "Au 12" in page


def test_an_hour_that_is_past_and_somebody_who_may_not(clock):
    dossier, hat = followed()
    caf = colleague(dossier, kind="caf")

    with pytest.raises(TooLate, match="passé"):
        booked(dossier, hat, timezone.now() - dt.timedelta(hours=1))
    for other in (caf, AffiliationFactory()):
        with pytest.raises(Denied):
            booked(dossier, other)
    assert not Appointment.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_and_one_has_the_hour(at_once):
    hat = AffiliationFactory()
    dossiers = [followed(hat)[0] for _n in range(8)]
    soon = timezone.now() + dt.timedelta(days=3)

    answers = at_once(*(lambda one=one: booked(one, hat, soon) for one in dossiers))

    assert [type(one) for one in answers].count(SlotTaken) == 7
    assert Appointment.objects.get().state == "booked"
    assert Participant.objects.filter(is_held=True).count() == 1
