from datetime import timedelta

import pytest
from django.utils import timezone

from jalon.intake.models import ListProgress, ListState
from jalon.intake.operations import (
    ListIsInUse,
    TooLateToUndo,
    discard_list,
    request_undo,
    undo_list,
)
from jalon.kernel.errors import Denied
from jalon.people.models import Person
from tests.intake.situations import ZOE, applied, checked, sender

pytestmark = pytest.mark.django_db


def asked(people_list, by, at=None):
    return request_undo(people_list=people_list, by=by, at=at or timezone.now())


def test_a_list_waits_to_be_undone_and_is_even_past_its_time():
    manager = sender()
    people_list = asked(applied(ZOE, by=manager), manager)

    progress = ListProgress.objects.get(people_list=people_list)
    assert (people_list.state, progress.asked_by_id) == (ListState.UNDOING, manager.affiliation_id)
    assert Person.objects.exists()
    with pytest.raises(ListIsInUse):
        discard_list(people_list=people_list, by=manager, at=timezone.now())
    later = people_list.undo_until + timedelta(minutes=1)
    undo_list(people_list=people_list, by=manager, at=later)
    assert not Person.objects.exists()


def test_it_is_asked_once_in_time_and_by_ones_own():
    manager = sender()
    people_list = applied(ZOE, by=manager)

    with pytest.raises(Denied):
        asked(people_list, sender())
    with pytest.raises(TooLateToUndo):
        asked(people_list, manager, people_list.undo_until + timedelta(seconds=1))
    with pytest.raises(TooLateToUndo):
        asked(checked(ZOE, by=manager), manager)
    asked(people_list, manager)
    with pytest.raises(TooLateToUndo):
        asked(people_list, manager)
