from datetime import timedelta

import pytest
from django.utils import timezone

from jalon.intake.models import Arrival, ListLine, ListPart, ListState, PeopleList
from jalon.intake.operations import purge_lists
from jalon.people.models import Person
from tests.intake.situations import KARIM, ZOE, applied, checked, sender

pytestmark = pytest.mark.django_db


def purged(days):
    return purge_lists(by=None, at=timezone.now() + timedelta(days=days))


def test_nothing_is_erased_before_its_time():
    checked(ZOE, by=sender())

    assert (purged(days=29), ListLine.objects.count()) == (0, 1)


def test_a_list_never_applied_disappears_whole():
    checked(ZOE, by=sender())

    assert purged(days=31) == 1
    assert [m.objects.count() for m in (PeopleList, ListPart, ListLine)] == [0, 0, 0]


def test_an_applied_list_keeps_its_counts_its_trace_and_its_people():
    manager = sender()
    applied(ZOE, KARIM, by=manager)

    assert purged(days=31) == 1

    people_list = PeopleList.objects.get()
    assert (people_list.state, people_list.counts["new"]) == (ListState.APPLIED, 2)
    assert (people_list.file_name, people_list.sample) == ("", "")
    assert (ListLine.objects.count(), Arrival.objects.count(), Person.objects.count()) == (0, 2, 2)
    assert purged(days=32) == 0
