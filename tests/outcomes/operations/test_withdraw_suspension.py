"""Said by mistake, a suspension never was."""

import pytest
from django.utils import timezone

from jalon.deadlines.models import Deadline
from jalon.kernel.errors import Denied
from jalon.outcomes.operations import resume_support, withdraw_suspension
from tests.deadlines.situations import adopted, department, dossier_in
from tests.factories import MembershipFactory, actor
from tests.outcomes.operations.test_resume_support import CONTACT
from tests.outcomes.situations import halted, met

pytestmark = pytest.mark.django_db


def test_withdrawn_no_clock_moves_even_if_it_was_over(clock):
    dossier = dossier_in(place := department())
    adopted(place, [CONTACT])
    by, at = actor(dossier.referent.affiliation), timezone.now()
    met(dossier)
    before = list(Deadline.objects.filter(dossier=dossier).values("due_on", "state"))
    suspension = halted(dossier, from_on=by.today)
    colleague = actor(MembershipFactory(dossier=dossier).affiliation)
    with pytest.raises(Denied):
        withdraw_suspension(suspension=suspension, by=colleague, at=at)
    resume_support(suspension=suspension, resumed_on=by.today, by=by, at=at)

    for _time in range(2):
        withdraw_suspension(suspension=suspension, by=by, at=at)

    assert list(Deadline.objects.filter(dossier=dossier).values("due_on", "state")) == before
    again = halted(dossier, from_on=by.today)
    assert again.pk != suspension.pk
