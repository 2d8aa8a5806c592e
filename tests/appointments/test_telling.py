"""What leaves for people about appointments, through a real mail server; and what does not."""

import datetime as dt
import json

import pytest
from django.utils import timezone

from jalon.appointments.codes import LINK, code_of
from jalon.appointments.models import Message
from jalon.appointments.operations import cancel_appointment
from jalon.appointments.telling import keep_appointments
from jalon.people.models import Contact
from jalon.post.models import Mail
from jalon.post.sending import send
from jalon.vault.sealing import open_sealed
from tests.appointments.situations import THURSDAY, booked, followed, invited, person_of
from tests.factories import AffiliationFactory, actor
from tests.post.server import Server

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings):
    with Server().running() as found:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", found.port
        yield found


def reached(dossier, **ways):
    Contact.objects.filter(person=dossier.person).delete()
    Contact.objects.create(person=dossier.person, **ways)


def posted():
    """What waits in the post: to whom, and the text."""
    said = [json.loads(open_sealed(mail.envelope)) for mail in Mail.objects.order_by("pk")]
    return [(one["to"], one["body"]) for one in said]


def sentences():
    return [body.splitlines()[2] for _to, body in posted()]


def test_what_leaves_is_a_link_and_nothing_personal_once(clock, server):
    dossier, hat = followed()
    reached(dossier, emails="camille@exemple.example")
    one = invited(dossier, hat, place="12 rue inventée")

    for _n in range(2):
        keep_appointments(timezone.now())
        for mail in Mail.objects.all():
            send(str(mail.public_id), at=timezone.now())

    [(to, _id, text)] = server.taken
    assert to == "camille@exemple.example"
    assert f"http://127.0.0.1:8000/rdv/{code_of(LINK, one.links.get().public_id)}" in text
    for word in (
        dossier.person.birth_name, "Camille", hat.user.last_name, str(hat.organisation), "rue",
        "suivi",
    ):  # fmt: skip
        assert word not in text
    message = Message.objects.get()
    assert (message.channel, message.told_at) == ("email", timezone.now())


def test_a_reminder_leaves_in_its_time_unless_it_makes_sense_no_more(clock):
    dossier, hat = followed()
    reached(dossier, emails="camille@exemple.example")
    later = THURSDAY + dt.timedelta(days=7)
    booked(dossier, hat, later)
    keep_appointments(timezone.now())
    assert sentences() == ["Votre rendez-vous est fixé."]

    other = booked(dossier, hat, later + dt.timedelta(hours=3))
    cancel_appointment(
        appointment=other, ground="prevented", by=person_of(dossier), at=timezone.now()
    )
    clock.move_to(later - dt.timedelta(hours=48))
    keep_appointments(timezone.now())

    assert sentences()[1:] == ["Un rendez-vous approche."]
    assert Mail.objects.last().expires_at == later
    assert not Message.objects.filter(told_at=None, dropped_at=None).exists()


def test_by_sms_when_a_sender_is_named_and_nowhere_when_there_is_no_way(clock, settings):
    settings.JALON_SMS_SENDER = "jalon.post.texting.to_the_log"
    by_phone, hat = followed()
    reached(by_phone, phones="+33600000001")
    nowhere, _hat = followed(hat)
    invited(by_phone, hat)
    invited(nowhere, hat)
    reached(nowhere)  # her address is taken away meanwhile

    keep_appointments(timezone.now())

    [(number, text)] = posted()
    assert number == "+33600000001"
    assert text.startswith("Choisissez l’heure d’un rendez-vous. http://127.0.0.1:8000/rdv/")
    send(str(Mail.objects.get().public_id), at=timezone.now())
    assert Mail.objects.get().handed_at == timezone.now()
    dropped = Message.objects.get(dossier=nowhere)
    assert (dropped.told_at, dropped.dropped_at) == (None, timezone.now())


@pytest.mark.django_db(transaction=True)
def test_several_at_once_post_each_message_once(at_once):
    hat = AffiliationFactory()
    for number in range(3):
        dossier, _ = followed(hat)
        reached(dossier, emails=f"personne{number}@exemple.example")
        invited(dossier, hat)

    at_once(*[lambda: keep_appointments(timezone.now())] * 4)

    assert sorted(to for to, _text in posted()) == [
        f"personne{number}@exemple.example" for number in range(3)
    ]


def test_what_is_cancelled_by_us_is_told(clock):
    dossier, hat = followed()
    reached(dossier, emails="camille@exemple.example")
    one = booked(dossier, hat)
    cancel_appointment(appointment=one, ground="unavailable", by=actor(hat), at=timezone.now())

    keep_appointments(timezone.now())

    assert sentences() == ["Un rendez-vous est annulé."]
