from datetime import timedelta

import pytest
from django.utils import timezone

from jalon.intake.models import ListProgress
from jalon.intake.operations import request_application, resume_list
from jalon.kernel.errors import Denied
from tests.factories import AffiliationFactory, actor
from tests.intake.situations import ZOE, checked, sender

pytestmark = pytest.mark.django_db
A_MINUTE = timedelta(minutes=1)


@pytest.fixture
def manager():
    return sender()


@pytest.fixture
def taken(manager):
    """A list that a worker took, to apply it."""
    found = checked(ZOE, by=manager)
    request_application(people_list=found, by=manager, at=timezone.now())
    ListProgress.objects.update(asked_at=None)
    return found


def test_work_that_stopped_is_asked_again_by_whoever_resumes_it(taken, manager):
    colleague = actor(
        AffiliationFactory(organisation_id=manager.organisation_id, role="orientation_officer")
    )
    at = timezone.now() + A_MINUTE

    resume_list(people_list=taken, by=colleague, at=at)

    progress = ListProgress.objects.get()
    assert (progress.asked_by_id, progress.asked_at, progress.total) == (
        colleague.affiliation_id,
        at,
        1,
    )


def test_work_that_goes_on_is_not(taken, manager):
    resume_list(people_list=taken, by=manager, at=timezone.now())
    assert ListProgress.objects.get().asked_at is None


def test_others_do_not(taken):
    with pytest.raises(Denied):
        resume_list(people_list=taken, by=sender(), at=timezone.now() + A_MINUTE)
