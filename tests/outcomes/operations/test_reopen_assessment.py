import pytest
from django.utils import timezone

from jalon.deadlines.models import DossierMilestone
from jalon.kernel.errors import Denied
from jalon.outcomes.operations import conclude_assessment, reopen_assessment
from tests.factories import MembershipFactory, actor
from tests.outcomes.situations import addressed, followed

pytestmark = pytest.mark.django_db


def test_taken_back_its_step_is_undone_and_it_may_be_said_again(clock):
    dossier, hat = followed()
    by, at = actor(hat), timezone.now()
    addressed(dossier)
    conclusion = conclude_assessment(dossier=dossier, by=by, at=at)
    with pytest.raises(Denied):
        reopen_assessment(
            conclusion=conclusion, by=actor(MembershipFactory(dossier=dossier).affiliation), at=at
        )

    for _time in range(2):
        reopen_assessment(conclusion=conclusion, by=by, at=at)

    assert list(DossierMilestone.objects.filter(undoes=True).values_list("code", "thing")) == [
        ("assessment_made", str(conclusion.pk))
    ]
    assert conclude_assessment(dossier=dossier, by=by, at=at).pk != conclusion.pk
