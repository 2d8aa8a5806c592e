"""The pages of a link, without an account nor JavaScript; the code of a letter; calendars."""

import re
from email.utils import parsedate_to_datetime

import icalendar
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jalon.appointments.codes import FEED, LINK, code_of, seen_as
from jalon.appointments.operations import cancel_appointment, close_calendar, open_calendar
from jalon.web.middleware.limits import LIMITS
from tests.appointments.situations import (
    THURSDAY,
    booked,
    followed,
    invited,
    person_of,
    receives,
)
from tests.factories import actor

pytestmark = pytest.mark.django_db


def page_of(one):
    return f"/rdv/{code_of(LINK, one.links.get(ended_at=None).public_id)}"


def test_from_the_letter_to_the_hour_then_another_then_none(clock, client):
    dossier, hat = followed()
    receives(hat, place="12 rue inventée")
    one = invited(dossier, hat)
    page = page_of(one)

    typed = client.post("/rdv", {"code": f" {seen_as(page[5:]).lower()} "})
    shown = client.get(page).text
    hours = re.findall(r'name="slot" value="([^"]+)"', shown)
    answer = client.post(f"{page}/horaire", {"slot": hours[0].replace("&#43;", "+")})
    after = client.get(page).text

    assert (typed.url, answer.url) == (page, page)
    assert len(hours) == 12
    assert "jeudi 26 novembre 2026 à 9" in after
    assert "12 rue inventée" in after
    for text in (shown, after):  # nothing that says whose it is
        assert dossier.person.birth_name not in text
        assert dossier.person.first_names not in text
        assert hat.user.last_name not in text
    for _again in range(2):  # sent twice, it moves once
        assert client.post(f"{page}/horaire", {"slot": hours[1].replace("&#43;", "+")}).url == page
    one.refresh_from_db()
    assert (one.state, one.moves, one.booked_side) == ("booked", 1, "link")
    assert "Rendez-vous annulé" in client.post(f"{page}/annuler").text
    gone = client.get(page)
    assert (gone.status_code, "plus valable" in gone.text) == (404, True)


def test_what_is_over_and_what_never_was_are_answered_alike(clock, client):
    dossier, hat = followed()
    receives(hat)
    one = invited(dossier, hat)
    page = page_of(one)
    cancel_appointment(
        appointment=one, ground="prevented", by=person_of(dossier), at=timezone.now()
    )

    for path in ("", "/horaire", "/annuler"):
        way = client.post if path else client.get
        sent = {"slot": THURSDAY.isoformat()}
        over, never = (way(f"{one}{path}", sent) for one in (page, "/rdv/AAAABBBBCCCCDDDD"))
        assert (over.status_code, never.status_code) == (404, 404)
        told = [re.sub(r"[0-9a-zA-Z]{32,64}|[A-Z2-7]{16}", "", one.text) for one in (over, never)]
        assert told[0] == told[1]
    assert client.post("/rdv", {"code": "AAAABBBBCCCCDDDD"}).status_code == 422


def test_an_hour_taken_meanwhile_is_said_on_the_same_page(clock, client):
    dossier, hat = followed()
    receives(hat)
    one = invited(dossier, hat)
    booked(followed(hat)[0], hat)

    answer = client.post(f"{page_of(one)}/horaire", {"slot": THURSDAY.isoformat()})

    assert answer.status_code == 409
    assert "être pris" in answer.text
    assert client.post(f"{page_of(one)}/horaire", {"slot": "demain"}).status_code == 409


def test_a_cancelled_appointment_says_so_and_the_address_goes_to_nobody_else(clock, client):
    dossier, hat = followed()
    one = booked(dossier, hat)
    page = page_of(one)
    cancel_appointment(appointment=one, ground="unavailable", by=actor(hat), at=timezone.now())

    answer = client.get(page)

    assert "Ce rendez-vous est annulé" in answer.text
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert "noindex" in answer.text


def test_codes_are_not_tried_by_the_thousand(clock, client):
    answers = [
        client.post("/rdv", {"code": f"AAAABBBBCCCC{number:04}"}).status_code
        for number in range(LIMITS["enter_code"].per_minute + 1)
    ]
    assert answers[-1] == 429


def test_a_calendar_tells_hours_and_no_name_until_its_address_is_taken_back(clock, client):
    dossier, hat = followed()
    one = booked(dossier, hat, place="12 rue inventée")
    for by in (actor(hat), person_of(dossier)):
        feed = open_calendar(by=by, at=timezone.now())
        page = reverse("calendar_feed", args=[code_of(FEED, feed.public_id)])

        answer = client.get(page)
        [event] = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")

        assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert event.decoded("dtstart") == THURSDAY
        assert str(event["summary"]) == "Rendez-vous"
        for word in (dossier.person.birth_name, "Camille", "rue inventée", hat.user.last_name):
            assert word not in answer.text
        again = client.get(page, headers={"If-None-Match": answer.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        changed = parsedate_to_datetime(answer.headers["Last-Modified"])
        assert changed == one.booked_at
        close_calendar(feed=feed, by=by, at=timezone.now())
        assert client.get(page).status_code == 404


def test_a_calendar_of_a_hat_that_has_ended_answers_no_more(clock):
    _dossier, hat = followed()
    feed = open_calendar(by=actor(hat), at=timezone.now())
    page = reverse("calendar_feed", args=[code_of(FEED, feed.public_id)])
    hat.ended_on = timezone.localdate()
    hat.save()

    assert Client().get(page).status_code == 404
