"""The shared assessment is complete when the référent says so, with the person."""

import pytest
from django.utils import timezone

from jalon.deadlines.models import DossierMilestone
from jalon.kernel.errors import Denied
from jalon.outcomes.models import Conclusion
from jalon.outcomes.operations import NothingAssessed, conclude_assessment
from tests.factories import MembershipFactory, actor
from tests.outcomes.situations import addressed, followed

pytestmark = pytest.mark.django_db


def test_something_was_said_then_it_is_complete_once_a_day_and_its_step_is_met(clock):
    dossier, hat = followed()
    by, at = actor(hat), timezone.now()
    with pytest.raises(NothingAssessed):
        conclude_assessment(dossier=dossier, by=by, at=at)
    addressed(dossier)

    first, again = (conclude_assessment(dossier=dossier, by=by, at=at) for _time in range(2))

    assert first == again
    assert DossierMilestone.objects.get(code="assessment_made").reached_on == by.today
    colleague = actor(MembershipFactory(dossier=dossier).affiliation)
    with pytest.raises(Denied):
        conclude_assessment(dossier=dossier, by=colleague, at=at)
    assert Conclusion.objects.count() == 1
