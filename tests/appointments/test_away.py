"""A declared absence closes hours, and shows who is away, and who stands in, what to move."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from jalon.appointments import operations
from jalon.appointments.changing import slots_for
from jalon.appointments.operations import book_appointment
from jalon.appointments.seating import SlotTaken
from jalon.entry.operations import declare_absence, end_absence
from jalon.entry.telling import keep_entry
from tests.appointments.situations import (
    THURSDAY,
    booked,
    followed,
    invited,
    person_of,
    receives,
)
from tests.factories import AffiliationFactory, actor

pytestmark = pytest.mark.django_db
WEEK = dt.timedelta(days=7)


def away(hat, first=THURSDAY, days=1, substitute=None):
    return declare_absence(
        affiliation=hat, from_on=first.date(), until_on=first.date() + dt.timedelta(days=days),
        substitute=substitute, by=actor(hat), at=timezone.now(),
    )  # fmt: skip


def test_nobody_is_proposed_nor_books_an_hour_of_an_absence(clock):
    dossier, hat = followed()
    receives(hat)
    one = invited(dossier, hat)
    before = {slot.starts_at for slot in slots_for(one, at=timezone.now())}

    absence = away(hat)

    open_ones = {slot.starts_at for slot in slots_for(one, at=timezone.now())}
    assert before - open_ones == {THURSDAY + dt.timedelta(hours=number) for number in range(3)}
    for by in (actor(hat), person_of(dossier)):
        with pytest.raises(SlotTaken):
            book_appointment(appointment=one, starts_at=THURSDAY, by=by, at=timezone.now())
    end_absence(absence=absence, by=actor(hat), at=timezone.now())  # back before the day
    assert {slot.starts_at for slot in slots_for(one, at=timezone.now())} == before


def test_at_a_desk_whoever_is_there_receives(clock):
    boss = AffiliationFactory(role="manager")
    first, second = (AffiliationFactory(organisation=boss.organisation) for _ in range(2))
    desk = open_desk(boss, first, second)
    receives(boss, desk=desk)
    dossier, referent = followed(AffiliationFactory(organisation=boss.organisation))
    away(first)

    one = invited(dossier, referent, hats=(), desk=desk)
    book_appointment(appointment=one, starts_at=THURSDAY, by=actor(referent), at=timezone.now())

    assert [seat.affiliation for seat in one.participants.all()] == [second]


def open_desk(boss, *hats):
    return operations.open_desk(
        name="Accueil", place="Mairie", hats=hats, by=actor(boss), at=timezone.now()
    )


@pytest.mark.parametrize("number", [1, 3])
def test_my_appointments_show_what_is_to_be_moved_for_1_and_3(
    sign_in, clock, number, django_assert_num_queries
):
    hat = AffiliationFactory()
    colleague = AffiliationFactory(organisation=hat.organisation)
    for hours in range(number):
        booked(followed(hat)[0], hat, THURSDAY + dt.timedelta(hours=hours))
    booked(followed(hat)[0], hat, THURSDAY + WEEK)
    away(hat, substitute=colleague)

    mine = sign_in(hat)
    assert "rendez-vous à déplacer" in mine.get("/aujourdhui").text
    with django_assert_num_queries(13):
        page = mine.get("/rendez-vous").text
    assert page.count("fr-badge--warning") == number
    theirs = sign_in(colleague)
    assert "À déplacer" not in theirs.get("/rendez-vous").text  # they read nothing of them yet
    clock.move_to(THURSDAY - dt.timedelta(hours=2))
    keep_entry(timezone.now())
    page = sign_in(colleague).get("/rendez-vous").text
    assert page.count(f"en l’absence de {hat.user.name}") == number
    clock.move_to(THURSDAY + dt.timedelta(days=1))
    assert "À déplacer" not in sign_in(hat).get("/rendez-vous").text


def test_my_hours_tell_of_absences(sign_in, clock):
    hat = AffiliationFactory()
    away(hat)

    page = sign_in(hat).get("/rendez-vous/horaires").text
    assert "Absence du jeudi 26 novembre 2026, retour le vendredi 27 novembre 2026" in page


def test_today_shows_my_hours_first_and_one_click_says_who_came(sign_in, clock):
    hat = AffiliationFactory()
    one = booked(followed(hat)[0], hat, timezone.now() + dt.timedelta(hours=1))
    booked(followed(hat)[0], hat, THURSDAY)
    client = sign_in(hat)

    page = client.get("/aujourdhui").text
    assert page.count('class="j-meet"') == 1
    assert 'value="attended"' not in page
    clock.shift(dt.timedelta(hours=1))
    assert 'value="attended"' in client.get("/aujourdhui").text
    answer = client.post(
        reverse("settle_mine", args=[one.public_id]), {"presence": "attended", "from": "home"}
    )
    one.refresh_from_db()
    assert (answer.url, one.state) == ("/aujourdhui", "attended")
