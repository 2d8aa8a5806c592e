"""What the keeper does for the entry: flagged where the day is over, told by mail, not stuck."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from jalon.dossiers.models import Dossier
from jalon.entry import telling
from jalon.entry.models import Orientation
from jalon.entry.telling import keep_entry
from tests.entry.situations import decided, officer, to_orient
from tests.factories import OrganisationFactory, TerritoryFactory
from tests.jobs import delivered

pytestmark = pytest.mark.django_db


def flagged() -> set[int]:
    keep_entry(timezone.now())
    return set(Orientation.objects.exclude(flagged_at=None).values_list("pk", flat=True))


def test_the_last_day_ends_where_the_body_is_and_a_closed_dossier_is_not_late(clock):
    there = TerritoryFactory(code="97105", department=TerritoryFactory(code="971"))
    here = to_orient(OrganisationFactory(kind="departement"), days_ago=42)
    overseas = to_orient(OrganisationFactory(kind="departement", territory=there), days_ago=42)
    closed = to_orient(OrganisationFactory(kind="departement"), days_ago=42)
    Dossier.objects.filter(pk=closed.dossier_id).update(closed_at=timezone.now())

    clock.move_to(dt.datetime(2026, 11, 24, 23, 50, tzinfo=ZoneInfo("Europe/Paris")))
    assert flagged() == set()
    clock.move_to(dt.datetime(2026, 11, 25, 0, 10, tzinfo=ZoneInfo("Europe/Paris")))
    assert flagged() == {here.pk}
    clock.move_to(dt.datetime(2026, 11, 25, 0, 10, tzinfo=ZoneInfo("America/Guadeloupe")))
    assert flagged() == {here.pk, overseas.pk}


def test_those_who_wait_for_a_letter_keep_no_e_mail_from_the_others(monkeypatch):
    monkeypatch.setattr(telling, "TOGETHER", 1)
    hat = officer()
    by_letter, mistyped, by_mail, also_by_mail = (decided(hat) for _turn in range(4))
    write(mistyped, "sans arobase")
    write(by_mail, "ada@exemple.example")
    write(also_by_mail, "eve@exemple.example")

    keep_entry(timezone.now())
    keep_entry(timezone.now())

    told = Orientation.objects.exclude(notified_at=None)
    assert set(told) == {by_mail, also_by_mail}
    assert [one.to for one in delivered()] == [["ada@exemple.example"], ["eve@exemple.example"]]
    assert set(Orientation.objects.filter(notified_at=None)) == {by_letter, mistyped}


def write(orientation: Orientation, emails: str) -> None:
    contact = orientation.dossier.person.contact
    contact.emails = emails
    contact.save()
