"""The sheet of a desk: who receives at what hour, for its counter, and nothing more."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from jalon.appointments.operations import open_desk, settle_appointment
from jalon.entry.operations import declare_absence
from jalon.journal.models import Reading
from tests.appointments.situations import THURSDAY, booked, followed, receives
from tests.factories import AffiliationFactory, actor

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


def staffed():
    """A desk, its manager, and two who hold it."""
    boss = AffiliationFactory(role="manager")
    hats = [AffiliationFactory(organisation=boss.organisation) for _ in range(2)]
    desk = open_desk(name="Accueil", place="Mairie", hats=hats, by=actor(boss), at=timezone.now())
    receives(boss, desk=desk)
    return desk, boss, hats


def met_at(desk, body, starts_at):
    dossier, referent = followed(AffiliationFactory(organisation=body))
    return booked(dossier, referent, starts_at, hats=(), desk=desk)


@pytest.mark.parametrize("number", [1, 3])
def test_desk_sheet_tells_the_hours_of_each_for_1_and_3(
    sign_in, clock, number, django_assert_num_queries
):
    desk, boss, (first, _) = staffed()
    rows = [met_at(desk, boss.organisation, THURSDAY + HOUR * n) for n in range(number)]
    address = f"{reverse('desk_sheet', args=[desk.public_id])}?jour=2026-11-26"
    client = sign_in(first)
    client.get(address)

    with django_assert_num_queries(16):
        page = client.get(address).text

    assert page.count("<strong>Camille") == number
    assert page.count(">libre<") == 6 - number  # two who receive, three hours
    assert not [one for one in rows if one.dossier.person.birth_name in page]
    assert "dossiers/0" not in page
    assert sign_in(boss).get(address).text.count("<strong>Camille") == number


def test_who_does_not_hold_the_desk_reads_nothing_of_it(sign_in, clock):
    desk, boss, (first, second) = staffed()
    one = met_at(desk, boss.organisation, THURSDAY)
    address = f"{reverse('desk_sheet', args=[desk.public_id])}?jour=2026-11-26"
    colleague = AffiliationFactory(organisation=boss.organisation)

    assert sign_in(colleague).get(address).status_code == 403
    assert (
        "feuille du jour"
        not in sign_in(colleague).get(reverse("desk_hours", args=[desk.public_id])).text
    )
    assert sign_in(AffiliationFactory(role="manager")).get(address).status_code == 404
    [there] = one.participants.all()
    away = next(hat for hat in (first, second) if hat.pk != there.affiliation_id)
    declare_absence(
        affiliation=away, from_on=THURSDAY.date(), until_on=THURSDAY.date() + dt.timedelta(days=1),
        substitute=None, by=actor(away), at=timezone.now(),
    )  # fmt: skip
    clock.move_to(THURSDAY + HOUR)
    settle_appointment(
        appointment=one, presence="missed", by=actor(there.affiliation), at=timezone.now()
    )
    page = sign_in(away).get(reverse("desk_sheet", args=[desk.public_id])).text
    assert f"{away.user.name} (en absence)" in page
    assert "absente" in page
    assert page.count(">libre<") == 1  # eleven o'clock, with the other one
    assert "Personne n’est attendu" in sign_in(away).get(f"{address[:-2]}27").text


def test_a_day_is_read_by_who_held_the_desk_then_and_its_reading_is_on_record(sign_in, clock):
    desk, boss, (first, second) = staffed()
    one = met_at(desk, boss.organisation, THURSDAY)
    desk.seats.filter(affiliation=second).update(started_on=dt.date(2026, 11, 27))
    address = f"{reverse('desk_sheet', args=[desk.public_id])}?jour="
    clock.move_to(THURSDAY + dt.timedelta(days=2))

    assert "<strong>Camille" in sign_in(first).get(f"{address}2026-11-26").text
    assert "<strong>Camille" not in sign_in(second).get(f"{address}2026-11-26").text
    told = Reading.objects.filter(channel="list").values_list("dossiers", flat=True)
    assert list(told) == [[one.dossier_id]]
    clock.move_to(THURSDAY + dt.timedelta(days=33))
    assert "<strong>Camille" not in sign_in(boss).get(f"{address}2026-11-26").text
    assert sign_in(boss).get(f"{address}9999-12-31").status_code == 200
