import datetime as dt

import pytest
from django.utils import timezone

from jalon.appointments.changing import TooLate
from jalon.appointments.models import DeskSeat
from jalon.appointments.operations import book_appointment, cancel_appointment, open_desk
from jalon.appointments.seating import SlotTaken
from jalon.kernel.errors import Denied
from tests.appointments.situations import (
    THURSDAY,
    booked,
    followed,
    invited,
    person_of,
    receives,
)
from tests.factories import AffiliationFactory, actor
from tests.facts import recorded

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


def choose(one, starts_at, by):
    return book_appointment(appointment=one, starts_at=starts_at, by=by, at=timezone.now())


def test_the_person_chooses_among_what_is_proposed_then_moves_it(clock):
    dossier, hat = followed()
    receives(hat)
    one, her = invited(dossier, hat), person_of(dossier)

    for other in (THURSDAY + HOUR / 2, THURSDAY + 24 * HOUR, THURSDAY - 24 * HOUR):
        with pytest.raises(SlotTaken):
            choose(one, other, her)
    choose(one, THURSDAY, her)
    choose(one, THURSDAY, her)
    moved = choose(one, THURSDAY + HOUR, her)

    assert (moved.state, moved.moves, moved.starts_at) == ("booked", 1, THURSDAY + HOUR)
    assert [kind for kind, _ in recorded()] == [
        "appointment.proposed", "appointment.booked", "appointment.moved",
    ]  # fmt: skip
    assert recorded()[-1][1]["source"] == "person"
    # What waited makes sense no more: the person is told of the last hour alone.
    waiting = moved.messages.filter(dropped_at=None, told_at=None)
    assert list(waiting.values_list("kind", flat=True)) == ["moved"]


def test_the_hour_that_is_left_is_free_again(clock):
    dossier, hat = followed()
    one = booked(dossier, hat)

    choose(one, THURSDAY + 2 * HOUR, actor(hat))

    assert booked(followed(hat)[0], hat).starts_at == THURSDAY


def test_at_a_desk_any_of_those_who_hold_it_receives_the_least_taken_first(clock):
    boss = AffiliationFactory(role="manager")
    first, second = (AffiliationFactory(organisation=boss.organisation) for _ in range(2))
    desk = open_desk(
        name="Accueil", place="", hats=[first, second], by=actor(boss), at=timezone.now()
    )
    receives(boss, desk=desk)
    booked(followed(first)[0], first, THURSDAY + 2 * HOUR)
    found = []
    for _n in range(3):
        dossier, hat = followed(AffiliationFactory(organisation=boss.organisation))
        found.append((invited(dossier, hat, hats=(), desk=desk), person_of(dossier)))

    for one, her in found[:2]:
        choose(one, THURSDAY, her)
    with pytest.raises(SlotTaken):
        choose(found[2][0], THURSDAY, found[2][1])

    assert [one.participants.get().affiliation for one, _ in found[:2]] == [second, first]
    DeskSeat.objects.filter(affiliation=second).update(ended_on=timezone.localdate())
    with pytest.raises(SlotTaken):  # the other one is taken at that hour
        choose(found[2][0], THURSDAY + 2 * HOUR, found[2][1])


def test_what_is_over_is_not_moved_and_strangers_do_not_touch_it(clock):
    dossier, hat = followed()
    one, her = booked(dossier, hat), person_of(dossier)
    stranger, another = actor(AffiliationFactory()), person_of(followed()[0])

    for other in (stranger, another):
        with pytest.raises(Denied):
            choose(one, THURSDAY + HOUR, other)
    cancel_appointment(appointment=one, ground="prevented", by=her, at=timezone.now())
    with pytest.raises(TooLate):
        choose(one, THURSDAY + HOUR, actor(hat))


@pytest.mark.django_db(transaction=True)
def test_six_people_at_one_hour_and_one_has_it(at_once):
    hat = AffiliationFactory()
    receives(hat, weekday=timezone.localdate().isoweekday())
    found = [followed(hat)[0] for _n in range(6)]
    pairs = [(invited(dossier, hat), person_of(dossier)) for dossier in found]
    soon = dt.datetime.combine(
        timezone.localdate() + dt.timedelta(days=7), dt.time(10), THURSDAY.tzinfo
    )

    answers = at_once(*(lambda o=one, h=her: choose(o, soon, h) for one, her in pairs))

    assert sorted(type(one).__name__ for one in answers) == ["Appointment"] + ["SlotTaken"] * 5
