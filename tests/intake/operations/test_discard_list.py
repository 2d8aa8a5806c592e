import pytest
from django.utils import timezone

from jalon.intake.models import ListLine, ListPart, PeopleList
from jalon.intake.operations import ListIsInUse, discard_list
from jalon.journal.models import Entry
from jalon.kernel.errors import Denied
from tests.intake.situations import ZOE, applied, checked, sender

pytestmark = pytest.mark.django_db


def discarded(people_list, by):
    discard_list(people_list=people_list, by=by, at=timezone.now())


def test_a_list_thrown_away_leaves_its_facts_only():
    manager = sender()
    people_list = checked(ZOE, by=manager)
    stream = people_list.stream

    discarded(people_list, manager)

    assert [m.objects.count() for m in (PeopleList, ListPart, ListLine)] == [0, 0, 0]
    kinds = Entry.objects.filter(stream=stream).order_by("position").values_list("kind", flat=True)
    assert list(kinds) == ["list.received", "list.discarded"]


def test_an_applied_list_and_a_list_of_others_are_not_thrown_away():
    manager = sender()

    with pytest.raises(ListIsInUse):
        discarded(applied(ZOE, by=manager), manager)
    with pytest.raises(Denied):
        discarded(checked(ZOE, by=manager), sender())
