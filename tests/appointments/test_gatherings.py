"""The pages of a gathering: foreseen at the desk, chosen by link, its sheet at the counter."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jalon.appointments.codes import LINK, code_of
from jalon.appointments.models import Appointment, Gathering
from tests.appointments.situations import THURSDAY, followed, gathered, together
from tests.appointments.test_sheet import staffed
from tests.factories import AffiliationFactory
from tests.space.situations import account_of, browser_of

pytestmark = pytest.mark.django_db


def test_a_gathering_from_the_desk_to_who_came_and_each_sees_herself_alone(sign_in, clock):
    desk, _boss, hats = staffed()
    host, address = sign_in(hats[0]), reverse("gatherings", args=[desk.public_id])
    said = {
        "title": "Réunion RSA", "on": "2026-11-26", "hour": "09:00", "minutes": "90", "places": "2",
        "mode": "place", "place": "", "who": [str(hats[0].public_id)],
    }  # fmt: skip
    assert host.post(address, said | {"places": "1"}).status_code == 422
    answer = host.post(address, said)
    held = Gathering.objects.get()
    sheet = reverse("gathering", args=[desk.public_id, held.public_id])
    assert answer.url == sheet
    assert host.post(address, said).status_code == 422  # the same hour

    people = []
    for name in ("Camille", "Dominique"):
        dossier, hat = followed(AffiliationFactory(organisation=desk.organisation))
        dossier.person.first_names = name
        dossier.person.save()
        form = {
            "kind": "follow_up", "mode": "place", "minutes": "45", "place": "", "how": "letter",
            "desk": f"reunion:{desk.public_id}",
        }  # fmt: skip
        sign_in(hat).post(reverse("new_appointment", args=[dossier.public_id]), form)
        one = Appointment.objects.get(dossier=dossier)
        code = code_of(LINK, one.links.get().public_id)
        link, visitor = reverse("appointment_link", args=[code]), Client()
        assert visitor.get(link).text.count('name="slot"') == 1
        visitor.post(reverse("book_by_link", args=[code]), {"slot": THURSDAY.isoformat()})
        people.append((dossier, link))

    (first, hers), (second, _link) = people
    for page in (Client().get(hers).text, browser_of(account_of(first.person)).get(
        reverse("space_appointments")
    ).text):  # fmt: skip
        assert "jeudi 26 novembre 2026 à 9\xa0h\xa000" in page
        assert "Dominique" not in page
    shown = host.get(sheet).text
    assert shown.index("Camille") < shown.index("Dominique")
    assert second.person.birth_name not in shown
    assert "complète" in host.get(address).text
    assert "Réunion RSA" in host.get("/rendez-vous").text
    assert "Aucun rendez-vous" not in host.get("/rendez-vous").text
    week = reverse("desk_hours", args=[desk.public_id])
    assert host.get(week).text.count("Réunion RSA") == 1  # not a line for each who comes
    assert sheet in host.get(week).text
    stranger = AffiliationFactory(organisation=desk.organisation)
    assert sign_in(stranger).get(sheet).status_code == 403
    assert sheet not in sign_in(stranger).get(week).text
    counter = f"{reverse('desk_sheet', args=[desk.public_id])}?jour=2026-11-26"
    printed = host.get(counter).text
    assert printed.count("<strong>Réunion RSA</strong>") == 1  # one of the two who hold the desk
    assert "2 sur 2 places" in printed
    assert "Camille" not in printed
    assert "Réunion RSA" not in host.get("/aujourdhui").text  # it is Monday

    clock.move_to(THURSDAY + dt.timedelta(hours=2))
    host = sign_in(hats[0])
    day = host.get("/aujourdhui").text
    assert day.count("Réunion RSA") == 2  # the line, and what it asks for: who came
    assert f"{sheet}#presences" in day
    one = Appointment.objects.get(dossier=first)
    back = host.post(
        reverse("settle_mine", args=[one.public_id]), {"presence": "attended", "from": "reunion"}
    )
    assert back.url == sheet
    assert "venue" in host.get(sheet).text


@pytest.mark.parametrize("number", [1, 3])
def test_gatherings_and_who_comes_as_many_statements_for_1_and_3(
    sign_in, clock, number, django_assert_num_queries
):
    desk, _boss, hats = staffed()
    hours = dt.timedelta(hours=3)
    held = [
        gathered(desk, hats[0], starts_at=THURSDAY + n * hours, places=5) for n in range(number)
    ]
    for _n in range(number):
        dossier, hat = followed(AffiliationFactory(organisation=desk.organisation))
        one = together(dossier, desk, hat)
        Client().post(
            reverse("book_by_link", args=[code_of(LINK, one.links.get().public_id)]),
            {"slot": THURSDAY.isoformat()},
        )
    client = sign_in(hats[0])
    listed = reverse("gatherings", args=[desk.public_id])
    sheet = reverse("gathering", args=[desk.public_id, held[0].public_id])
    client.get(listed)

    with django_assert_num_queries(6):
        page = client.get(listed).text
    assert page.count("data-list-item") == number
    with django_assert_num_queries(9):
        page = client.get(sheet).text
    assert page.count("data-list-item") == number
    assert timezone.now() < THURSDAY
