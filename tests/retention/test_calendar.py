"""When each dossier ends, situation by situation, with a clock."""

import datetime as dt

import pytest
from django.utils import timezone

from jalon.dossiers.events import MemberJoined
from jalon.dossiers.models import NoteKind
from jalon.intake.models import Arrival
from jalon.journal.record import record
from jalon.parameters import queries
from jalon.parameters.queries import InForce
from jalon.retention.models import Restoration, Suspension, What
from jalon.retention.queries.calendar import ready, rule_in_words
from jalon.retention.queries.strangers import strangers
from tests.factories import PersonFactory, make_dossier
from tests.intake.situations import ZOE, applied, sender
from tests.retention.situations import archived, contact, silent, told_long_ago

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def at(*parts):
    return dt.datetime(*parts, tzinfo=dt.UTC)


def to_archive(when=None):
    return ready([What.TO_ARCHIVE], at=when or timezone.now())


@pytest.mark.parametrize(
    ("day", "is_ready"), [(at(2026, 11, 23, 10), False), (at(2026, 11, 24, 10), True)]
)
def test_two_years_after_the_opening_without_any_contact(day, is_ready):
    dossier = make_dossier(opened_at=at(2024, 11, 24, 10))
    told_long_ago(dossier)

    assert to_archive(day) == ([dossier.pk] if is_ready else [])


def test_the_day_is_the_one_of_the_deployment_not_of_greenwich():
    dossier = make_dossier(opened_at=at(2024, 11, 23, 23, 30))  # the 24th in Paris
    told_long_ago(dossier)

    assert to_archive(at(2026, 11, 23, 22, 30)) == []
    assert to_archive(at(2026, 11, 23, 23, 30)) == [dossier.pk]


@pytest.mark.parametrize(
    ("kind", "counts"),
    [
        (NoteKind.MEETING, True),
        (NoteKind.CALL, True),
        (NoteKind.VISIT, True),
        (NoteKind.LETTER, True),
        (NoteKind.NOTE, False),
        (NoteKind.NO_NEWS, False),
    ],
)
@pytest.mark.parametrize("is_private", [True, False])
def test_only_an_individual_contact_starts_the_time_again(kind, counts, is_private):
    dossier = silent()
    contact(dossier, timezone.localdate() - dt.timedelta(days=100), kind, is_private=is_private)
    if not counts:
        told_long_ago(dossier)

    assert to_archive() == ([] if counts else [dossier.pk])


def test_a_contact_withdrawn_is_none():
    dossier = silent()
    contact(dossier, timezone.localdate(), withdrawn_at=timezone.now())
    told_long_ago(dossier)

    assert to_archive() == [dossier.pk]


def test_a_contact_announced_for_a_far_day_keeps_nothing_longer_than_one_of_today():
    dossier = silent()
    contact(dossier, timezone.localdate() + dt.timedelta(days=9_000))

    assert to_archive(at(2028, 11, 23, 10)) == []
    told_long_ago()
    assert to_archive(at(2028, 11, 25, 10)) == []  # nobody was told yet


def test_nothing_is_archived_before_those_who_follow_were_told():
    dossier = silent()

    assert to_archive() == []
    told_long_ago(dossier)
    assert to_archive() == [dossier.pk]


def test_a_contact_after_the_notice_asks_for_another_notice():
    dossier = make_dossier(opened_at=at(2022, 1, 1))
    told_long_ago(dossier)
    contact(dossier, dt.date(2024, 10, 1))

    assert to_archive() == []
    told_long_ago(dossier)
    assert to_archive() == [dossier.pk]


def test_a_shorter_time_decided_here_applies():
    dossier = make_dossier(opened_at=at(2025, 6, 1))
    assert to_archive() == []
    queries.remember({"retention.active_months": [InForce(dt.date(2026, 1, 1), 12, "texte")]})

    told_long_ago(dossier)

    assert to_archive() == [dossier.pk]


def test_the_archive_lasts_two_years_and_then_it_is_time():
    there = archived()
    archived(archived_at=timezone.now() - dt.timedelta(days=720))

    assert ready([What.TO_DESTROY], at=timezone.now()) == [there.pk]


def test_a_dispute_stops_everything():
    dossier, old = silent(), archived()
    told_long_ago(dossier)
    for person in (dossier.person, old.person):
        Suspension.objects.create(person_id=person.pk, started_at=timezone.now())

    assert ready(list(What), at=timezone.now()) == []

    Suspension.objects.update(ended_at=timezone.now())
    assert ready(list(What), at=timezone.now()) == [dossier.pk, old.pk]


def test_a_return_from_the_archive_starts_the_time_again():
    dossier = silent()
    Restoration.objects.create(dossier_id=dossier.pk, restored_on=timezone.localdate())

    told_long_ago()

    assert to_archive() == []


def test_a_person_of_a_list_that_nobody_takes_up_has_less_time(clock):
    applied(ZOE, by=sender())
    dossier_id = Arrival.objects.get().dossier_id
    clock.shift(dt.timedelta(days=181))
    told_long_ago(type("Told", (), {"pk": dossier_id}))

    assert ready([What.NEVER_SUPPORTED], at=timezone.now()) == [dossier_id]
    assert to_archive() == []


def test_once_somebody_worked_on_it_a_dossier_of_a_list_is_like_any_other(clock):
    applied(ZOE, by=sender())
    dossier = make_dossier(person=PersonFactory())
    Arrival.objects.update(dossier_id=dossier.pk)  # opened otherwise, with a fact of its own
    for _again in range(2):
        record(MemberJoined(dossier_id=dossier.pk, membership_id=1), by=None, at=timezone.now())
    clock.shift(dt.timedelta(days=181))
    told_long_ago()

    assert dossier.pk not in ready([What.NEVER_SUPPORTED], at=timezone.now())


def test_people_around_whom_no_dossier_was_opened(clock):
    alone = PersonFactory()
    make_dossier()
    kept = PersonFactory()
    Suspension.objects.create(person_id=kept.pk, started_at=timezone.now())

    assert strangers(at=timezone.now() + dt.timedelta(days=179)) == []
    assert strangers(at=timezone.now() + dt.timedelta(days=180)) == [alone.pk]


def test_the_rule_applied_is_said_with_its_text():
    assert rule_in_words(timezone.localdate()).replace("\N{NO-BREAK SPACE}", " ") == (
        "24 mois, puis 24 mois en archive ; CASF, art. R.263-8 (décret 2023-188)"
    )
