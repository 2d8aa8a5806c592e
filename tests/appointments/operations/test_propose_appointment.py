import pytest
from django.utils import timezone

from jalon.appointments.drafting import NotInTeam
from jalon.appointments.models import Appointment, Desk
from jalon.appointments.operations import ask_appointment, propose_appointment
from tests.appointments.situations import followed, invited, person_of, with_
from tests.factories import OrganisationFactory, actor
from tests.facts import recorded

pytestmark = pytest.mark.django_db


def test_the_person_is_invited_by_a_link_and_nothing_is_booked(clock):
    dossier, hat = followed()

    one = invited(dossier, hat)

    assert (one.state, one.starts_at) == ("invited", None)
    assert one.messages.get().kind == "invited"
    link = one.links.get()
    assert (link.expires_at - timezone.now()).days == 30
    assert recorded()[-1][0] == "appointment.proposed"
    assert not invited(*followed(), is_told=False).messages.exists()


def test_what_she_asked_for_is_answered_by_it(clock):
    dossier, hat = followed()
    asked = ask_appointment(
        dossier=dossier, kind="job", mode="phone", by=person_of(dossier), at=timezone.now()
    )

    one = invited(dossier, hat, kind="job", mode="phone")

    assert one.pk == asked.pk
    assert Appointment.objects.get().proposed_by is None


def test_a_desk_of_a_body_that_is_not_around_her_is_refused(clock):
    dossier, hat = followed()
    desk = Desk.objects.create(
        organisation=OrganisationFactory(), name="Ailleurs", opened_by=hat,
        opened_at=timezone.now(),
    )  # fmt: skip

    with pytest.raises(NotInTeam, match="hors de l’équipe"):
        propose_appointment(
            dossier=dossier, meeting=with_(desk=desk), is_told=True, by=actor(hat),
            at=timezone.now(),
        )  # fmt: skip
