"""The pages of professionals: in a dossier, one's own week, one's hours, a desk."""

import datetime as dt
import io
import re

import pikepdf
import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from jalon.appointments.codes import LINK, code_of
from jalon.appointments.models import Appointment, Availability, Desk
from jalon.appointments.operations import ask_appointment, settle_appointment
from jalon.appointments.qr import drawn
from jalon.appointments.telling import keep_appointments
from jalon.deadlines.bulk.projection import refresh
from jalon.people.models import Contact
from tests.appointments.situations import (
    THURSDAY,
    booked,
    colleague,
    followed,
    invited,
    person_of,
    receives,
)
from tests.deadlines.model import Promise, Said
from tests.deadlines.situations import adopted, department, dossier_in, say
from tests.factories import AffiliationFactory, actor
from tests.security.pdf_text import text_of_pdf

pytestmark = pytest.mark.django_db
QUERIES = 11
FIRST = Promise("first", "orientation_notified", "first_appointment", (1, "months"))
ASSESSED = Promise("assessed", "first_appointment", "assessment_made", (1, "months"))
FORM = {"kind": "follow_up", "mode": "place", "minutes": "60", "place": ""}


def at(name, dossier, *more):
    return reverse(name, args=[dossier.public_id, *more])


def test_three_gestures_fix_an_appointment_which_stands_on_the_page(sign_in, clock):
    dossier, hat = followed()
    receives(hat)
    client = sign_in(hat)

    page = client.get(at("new_appointment", dossier))
    answer = client.post(
        at("new_appointment", dossier),
        FORM | {"who": [str(hat.public_id)], "slot": THURSDAY.isoformat()},
    )
    shown = client.get(at("dossier_page", dossier)).text

    assert page.text.count('name="slot"') == 12  # four Thursdays, three hours each
    assert answer.url == at("dossier_page", dossier) + "#rendez-vous"
    assert shown.count("jeudi 26 novembre 2026 à 9\xa0h\xa000") >= 3  # header, section, hidden
    assert "Rendez-vous fixé : suivi" in shown


def test_inviting_leads_to_the_letter_which_names_the_person_and_gives_the_code(sign_in, clock):
    dossier, hat = followed()
    receives(hat)
    client = sign_in(hat)
    said = FORM | {"who": [str(hat.public_id)], "how": "letter"}

    answer = client.post(at("new_appointment", dossier), said)
    one = Appointment.objects.get()
    letter = client.get(at("appointment_letter", dossier, one.public_id))

    assert answer.url == at("appointment", dossier, one.public_id)
    assert one.state == "invited"
    assert not one.messages.exists()
    assert letter.headers["Content-Type"] == "application/pdf"
    read = text_of_pdf(letter.content)
    assert dossier.person.birth_name in read
    assert "Tapez" in read
    code = code_of(LINK, one.links.get().public_id)
    side, path = drawn(f"{settings.JALON_PAGE_ORIGINS[0]}/rdv/{code}")
    assert squares_of(letter.content) == path.count("M")
    assert path.startswith(f"M4 4{'h1v1h-1zM{} 4' * 6}h1v1h-1z".format(*range(5, 11)))  # its corner
    assert side >= 33

    client.post(at("renew_booking_link", dossier, one.public_id), {"how": "letter"})
    assert one.links.count() == 2


def squares_of(content):
    """How many squares the one figure of a document draws; it is tagged, and says what it is."""
    with pikepdf.open(io.BytesIO(content)) as document:
        [figure] = [one for one in document.objects if is_a(one, "/Figure")]
        assert "téléphone" in str(figure.Alt)
        drawn_there = [
            str(operator)
            for page in document.pages
            for stream in (page, *page.Resources.get("/XObject", {}).values())
            for _, operator in pikepdf.parse_content_stream(stream)
        ]
    return drawn_there.count("h")


def is_a(one, tag):
    return isinstance(one, pikepdf.Dictionary) and one.get("/S") == tag


def test_what_is_wrong_is_said_and_nothing_is_booked(sign_in, clock):
    dossier, hat = followed()
    client, said = sign_in(hat), FORM | {"who": [str(hat.public_id)]}

    for wrong, sentence in (
        ({}, "Choisissez un horaire libre"),
        ({"on": "2026-03-29", "hour": "02:30"}, "existe pas ce jour-là"),
        ({"on": "2026-11-20", "hour": "09:00"}, "Cet horaire est passé"),
        ({"who": []}, "Choisissez au moins une personne"),
    ):
        answer = client.post(at("new_appointment", dossier), said | wrong)
        assert (answer.status_code, sentence in answer.text) == (422, True), wrong
    assert not Appointment.objects.exists()


def test_move_cancel_and_presence_from_the_dossier(sign_in, clock):
    dossier, hat = followed()
    Contact.objects.filter(person=dossier.person).update(phones="+33600000001")
    one, client = booked(dossier, hat), sign_in(hat)
    page = at("appointment", dossier, one.public_id)

    client.post(page, {"on": "2026-11-27", "hour": "14:00"})
    one.refresh_from_db()
    assert (one.moves, one.wall.hour) == (1, 14)
    clock.move_to(one.starts_at)
    client = sign_in(hat)
    assert "La personne est-elle venue" in client.get(at("dossier_page", dossier)).text
    client.post(at("settle_appointment", dossier, one.public_id), {"presence": "missed"})
    shown = client.get(at("dossier_page", dossier)).text
    assert "Un appel peut suffire" in shown
    assert shown.count('href="tel:+33600000001"') >= 1
    assert "présence" in client.get(page).text.lower()
    later = booked(dossier, hat, one.starts_at + dt.timedelta(days=7))
    client.post(at("cancel_appointment", dossier, later.public_id), {"ground": "unavailable"})
    assert "annulé par un ou une professionnelle" in client.get(at("dossier_page", dossier)).text
    assert client.post(at("cancel_appointment", dossier, later.public_id), {}).status_code == 302


def test_a_call_is_shown_to_the_referent_alone_and_until_another_is_booked(sign_in, clock):
    dossier, hat = followed()
    other = colleague(dossier)
    one = booked(dossier, hat)
    clock.move_to(THURSDAY)
    settle_appointment(appointment=one, presence="missed", by=actor(hat), at=timezone.now())

    assert "Un appel peut aider" in sign_in(hat).get("/rendez-vous").text
    assert "Un appel peut suffire" not in sign_in(other).get(at("dossier_page", dossier)).text
    booked(dossier, hat, THURSDAY + dt.timedelta(days=7))
    assert "Un appel peut aider" not in sign_in(hat).get("/rendez-vous").text
    assert "Un appel peut suffire" not in sign_in(hat).get(at("dossier_page", dossier)).text


@pytest.mark.parametrize("count", [1, 3])
def test_agenda_parts_show_as_many_statements_for_1_and_3(
    sign_in, clock, count, django_assert_num_queries
):
    hat = AffiliationFactory()
    for number in range(count):
        booked(followed(hat)[0], hat, THURSDAY + dt.timedelta(hours=number))
    client = sign_in(hat)
    client.get("/rendez-vous")

    with django_assert_num_queries(QUERIES):
        page = client.get("/rendez-vous")
    assert page.text.count('class="j-meet"') == count


def test_my_hours_are_declared_ended_and_closed(sign_in, clock):
    hat = AffiliationFactory()
    client = sign_in(hat)
    week = {
        "weekday": "4", "opens": "09:00", "closes": "12:00", "minutes": "60", "mode": "phone",
        "from_on": "2026-11-01",
    }  # fmt: skip

    assert client.post("/rendez-vous/horaires", week | {"closes": "09:30"}).status_code == 422
    client.post("/rendez-vous/horaires", week)
    off = {"what": "closure", "from_on": "2026-12-24", "until_on": "2026-12-31"}
    client.post("/rendez-vous/horaires", off)
    client.post("/rendez-vous/agenda")
    page = client.get("/rendez-vous/horaires").text
    assert "de 9\xa0h\xa000 à 12\xa0h\xa000" in page
    assert "du jeudi 24 décembre 2026" in page
    assert "/agenda/" in page
    [hours] = Availability.objects.all()
    client.post(reverse("end_hours", args=[hours.public_id]))
    client.post("/rendez-vous/agenda/supprimer")
    page = client.get("/rendez-vous/horaires").text
    assert "de 9\xa0h\xa000 à 12\xa0h\xa000" not in page
    assert "Créer l’adresse" in page


def test_a_desk_from_its_opening_to_who_came(sign_in, clock):
    boss = AffiliationFactory(role="manager")
    hat = AffiliationFactory(organisation=boss.organisation)
    manager = sign_in(boss)
    said = {"name": "Accueil du jeudi", "place": "Mairie", "who": [str(hat.public_id)]}

    answer = manager.post("/permanences", said)
    desk = Desk.objects.get()
    receives(boss, desk=desk)
    dossier, referent = followed(AffiliationFactory(organisation=boss.organisation))
    one = invited(dossier, referent, hats=(), desk=desk)
    client = sign_in(referent)
    client.post(at("appointment", dossier, one.public_id), {"slot": THURSDAY.isoformat()})
    clock.move_to(THURSDAY)
    theirs, page = sign_in(hat), reverse("desk_hours", args=[desk.public_id])

    assert answer.url == page
    assert "Horaires libres" in theirs.get(page).text
    mine = theirs.get("/rendez-vous").text  # who receives follows the person in nothing
    assert f"Camille {dossier.person.birth_name[0]}." in mine
    assert dossier.person.birth_name not in mine
    theirs.post(reverse("settle_mine", args=[one.public_id]), {"presence": "attended"})
    one.refresh_from_db()
    assert one.state == "attended"
    assert theirs.get(at("dossier_page", dossier)).status_code == 404
    assert theirs.post(reverse("close_desk", args=[desk.public_id])).status_code == 403
    assert sign_in(AffiliationFactory()).get(page).status_code == 404


def test_what_the_person_asks_for_waits_in_my_list(sign_in, clock):
    dossier, hat = followed()
    ask_appointment(
        dossier=dossier, kind="job", mode="phone", by=person_of(dossier), at=timezone.now()
    )

    assert "Rendez-vous demandés" in sign_in(hat).get("/rendez-vous").text
    assert "Répondre" in sign_in(hat).get(at("dossier_page", dossier)).text


def test_an_hour_of_one_is_not_taken_for_another(sign_in, clock):
    dossier, hat = followed()
    receives(hat)
    other = colleague(dossier)
    receives(other, weekday=5)
    said = FORM | {"who": [str(other.public_id)], "place": "Mairie"}
    client = sign_in(hat)

    refused = client.post(at("new_appointment", dossier), said | {"slot": THURSDAY.isoformat()})
    looked = client.post(at("new_appointment", dossier), said | {"how": "look"})

    assert not Appointment.objects.exists()
    assert refused.status_code == 422
    assert "Cet horaire n’est pas libre." in refused.text
    assert 'value="Mairie"' in refused.text
    assert looked.status_code == 200
    for page in (refused.text, looked.text):
        assert page.count('name="slot"') == 12
        assert THURSDAY.isoformat() not in page
    assert "Choisissez un horaire libre" not in looked.text


def test_whom_no_message_reaches_is_written_to_and_it_is_said(sign_in, clock):
    dossier, hat = followed()
    Contact.objects.filter(person=dossier.person).delete()
    Contact.objects.create(
        person=dossier.person, emails="c@exemple.example", preferred_channel="post"
    )
    said = FORM | {"who": [str(hat.public_id)]}
    client = sign_in(hat)

    refused = client.post(at("new_appointment", dossier), said | {"how": "invite"})
    client.post(at("new_appointment", dossier), said | {"how": "letter"})
    one = Appointment.objects.get()
    again = client.post(at("renew_booking_link", dossier, one.public_id), {"how": "message"})

    assert refused.status_code == 422
    assert "préparez la lettre" in refused.text
    assert "préparez la lettre" in client.get(again.url).text
    assert not one.messages.exists()
    one.messages.create(dossier=dossier, kind="invited", due_at=timezone.now())
    keep_appointments(timezone.now())
    assert "n’est pas parti" in client.get(at("appointment", dossier, one.public_id)).text


@pytest.mark.parametrize("asked", ["9999-W52", "0001-W01", "2026-W48x"])
def test_a_week_too_far_is_this_one(sign_in, clock, asked):
    client = sign_in(followed()[1])

    page = client.get(reverse("my_appointments"), {"semaine": asked})

    assert page.status_code == 200
    assert "semaine=2026-W49" in page.text  # the week after this one


@pytest.mark.parametrize(
    "typed", [{"slot": "9999-12-31T23:59-12:00"}, {"on": "9999-12-31", "hour": "23:59"}]
)
def test_an_hour_beyond_clocks_is_refused(sign_in, clock, typed):
    dossier, hat = followed()
    said = FORM | {"who": [str(hat.public_id)], **typed}

    answer = sign_in(hat).post(at("new_appointment", dossier), said)

    assert answer.status_code == 422
    assert re.search("trop lointaine|Vérifiez l’année", answer.text)


def test_what_it_is_about_is_guessed_from_the_path_and_from_what_was_asked(sign_in, clock):
    dossier = dossier_in(place := department())
    hat = dossier.referent.affiliation
    adopted(place, [FIRST, ASSESSED])
    client = sign_in(hat)

    def guessed():
        page = client.get(at("new_appointment", dossier)).text
        return re.search(r'<option value="(\w+)" selected>', page)[1]

    path = [
        Said(code, dt.date(2026, 11, day), day)
        for day, code in ((2, "orientation_notified"), (3, "first_appointment"))
    ]
    for said, expected in ((path[:1], "first"), (path, "assessment")):
        say(dossier, said)
        refresh([dossier.pk], at=timezone.now())
        assert guessed() == expected
    ask_appointment(
        dossier=dossier, kind="job", mode="phone", by=person_of(dossier), at=timezone.now()
    )
    assert guessed() == "job"
