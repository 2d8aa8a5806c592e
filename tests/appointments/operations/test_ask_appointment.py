import pytest
from django.utils import timezone

from jalon.appointments.models import Appointment
from jalon.appointments.operations import ask_appointment
from jalon.kernel.errors import Denied
from tests.appointments.situations import followed, person_of
from tests.factories import actor
from tests.facts import recorded

pytestmark = pytest.mark.django_db


def test_the_person_asks_her_referent_and_twice_waits_once(clock):
    dossier, hat = followed()
    said = {"dossier": dossier, "kind": "job", "mode": "phone", "at": timezone.now()}

    her = person_of(dossier)
    one = ask_appointment(**said, by=her)

    assert ask_appointment(**said, by=her) == one == Appointment.objects.get()
    assert (one.state, one.organisation, one.proposed_by) == ("asked", hat.organisation, None)
    assert [kind for kind, _ in recorded()] == ["appointment.asked"]


def test_nobody_else_asks_in_her_place(clock):
    dossier, hat = followed()
    said = {"dossier": dossier, "kind": "job", "mode": "phone", "at": timezone.now()}

    for other in (actor(hat), person_of(followed()[0])):
        with pytest.raises(Denied):
            ask_appointment(**said, by=other)


@pytest.mark.django_db(transaction=True)
def test_asked_on_four_telephones_at_once_it_waits_once(at_once):
    dossier, _ = followed()
    her, now = person_of(dossier), timezone.now()

    def ask():
        return ask_appointment(dossier=dossier, kind="job", mode="phone", by=her, at=now)

    asked = at_once(ask, ask, ask, ask)

    assert asked == [Appointment.objects.get()] * 4
