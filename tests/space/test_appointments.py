"""« Mes rendez-vous » of the person: choose, change, cancel, ask."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from jalon.appointments.queries.appointments import next_appointment
from tests.appointments.situations import THURSDAY, booked, followed, invited, receives
from tests.space.situations import account_of, browser_of, person_actor

pytestmark = pytest.mark.django_db
PAGE = "/mon-espace/rendez-vous"
HOUR = dt.timedelta(hours=1)


def test_she_chooses_changes_and_cancels_from_her_telephone(clock):
    dossier, hat = followed()
    receives(hat, place="12 rue inventée")
    one, client = invited(dossier, hat), browser_of(account_of(dossier.person))
    page = reverse("space_appointment", args=[one.public_id])

    assert "À vous de choisir l’heure" in client.get(PAGE).text
    assert client.get(page).text.count('name="slot"') == 12
    client.post(page, {"slot": THURSDAY.isoformat()})
    assert "jeudi 26 novembre 2026 à 9" in client.get(PAGE).text
    client.post(page, {"slot": (THURSDAY + HOUR).isoformat()})
    one.refresh_from_db()
    assert (one.state, one.moves, one.booked_side) == ("booked", 1, "person")
    refused = client.post(page, {"slot": (THURSDAY + HOUR / 2).isoformat()})
    assert refused.status_code == 409
    client.post(reverse("space_cancel_appointment", args=[one.public_id]))
    one.refresh_from_db()
    assert (one.state, one.cancelled_side) == ("cancelled", "person")


def test_she_asks_for_one_and_may_take_it_back(clock):
    dossier, _hat = followed()
    client = browser_of(account_of(dossier.person))

    assert client.post(f"{PAGE}/demander", {}).status_code == 422
    client.post(f"{PAGE}/demander", {"kind": "job", "mode": "phone"})

    assert "Vous avez demandé un rendez-vous" in client.get(PAGE).text
    one = dossier.appointments.get()
    client.post(reverse("space_cancel_appointment", args=[one.public_id]))
    assert "Vous avez demandé" not in client.get(PAGE).text


def test_her_calendar_and_the_next_one(clock):
    dossier, hat = followed()
    user = account_of(dossier.person)
    client, her = browser_of(user), person_actor(dossier, user)
    assert next_appointment(her, at=timezone.now()) is None
    booked(dossier, hat, THURSDAY + HOUR)
    first = booked(dossier, hat)

    client.post(f"{PAGE}/agenda")

    assert next_appointment(her, at=timezone.now()) == first
    assert "/agenda/" in client.get(PAGE).text
    client.post(f"{PAGE}/agenda/supprimer")
    assert "Créer l’adresse" in client.get(PAGE).text


@pytest.mark.parametrize("count", [1, 3])
def test_appointments_show_as_many_statements_for_1_and_3(clock, count, django_assert_num_queries):
    dossier, hat = followed()
    for number in range(count):
        booked(dossier, hat, THURSDAY + number * HOUR)
    client = browser_of(account_of(dossier.person))
    client.get(PAGE)

    with django_assert_num_queries(6):
        page = client.get(PAGE)
    assert page.text.count("Changer ou annuler") == count
