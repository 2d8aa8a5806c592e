import pytest
from django.utils import timezone

from jalon.intake.models import ListProgress, ListState
from jalon.intake.operations import NotToBeApplied, request_application
from jalon.kernel.errors import Denied
from tests.intake.situations import KARIM, ZOE, checked, received, sender

pytestmark = pytest.mark.django_db


def asked(people_list, by):
    return request_application(people_list=people_list, by=by, at=timezone.now())


def test_a_checked_list_waits_to_be_applied_with_its_progress_at_nought():
    manager = sender()

    people_list = asked(checked(ZOE, KARIM, by=manager), manager)

    progress = ListProgress.objects.get(people_list=people_list)
    assert (people_list.state, progress.done, progress.total) == (ListState.APPLYING, 0, 2)


def test_it_is_asked_once_and_only_of_a_checked_list():
    manager = sender()
    people_list = asked(checked(ZOE, by=manager), manager)

    with pytest.raises(NotToBeApplied):
        asked(people_list, manager)
    with pytest.raises(NotToBeApplied):
        asked(received(ZOE, by=manager), manager)


def test_others_do_not_ask():
    with pytest.raises(Denied):
        asked(checked(ZOE, by=sender()), sender())
