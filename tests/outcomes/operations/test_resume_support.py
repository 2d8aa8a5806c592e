"""Back, the person has the days of her absence again; what was due waits meanwhile."""

import datetime as dt

import pytest
from django.utils import timezone

from jalon.deadlines.models import Deadline
from jalon.journal.models import Entry
from jalon.kernel.errors import Denied
from jalon.outcomes.operations import CannotResume, resume_support
from tests.deadlines.model import Promise
from tests.deadlines.situations import adopted, department, dossier_in
from tests.factories import MembershipFactory, actor
from tests.outcomes.situations import followed, halted, met

pytestmark = pytest.mark.django_db
CONTACT = Promise(
    "contact", "contact_made", "contact_made", (60, "days"), repeats=True, suspended_by=("absence",)
)  # fmt: skip


def test_the_clock_stands_still_and_runs_again_later_by_the_days_that_passed(clock):
    dossier = dossier_in(place := department())
    adopted(place, [CONTACT])
    by = actor(dossier.referent.affiliation)
    met(dossier)
    due_on = Deadline.objects.get(dossier=dossier).due_on

    suspension = halted(dossier, from_on=by.today)
    stopped = Deadline.objects.get(dossier=dossier)
    assert (stopped.state, stopped.suspended_on) == ("suspended", by.today)
    clock.shift(dt.timedelta(days=10))
    back = actor(dossier.referent.affiliation)
    for _time in range(2):
        resume_support(suspension=suspension, resumed_on=back.today, by=back, at=timezone.now())

    runs = Deadline.objects.get(dossier=dossier)
    assert (runs.state, runs.suspended_days) == ("running", 10)
    assert runs.due_on == due_on + dt.timedelta(days=10)
    assert Entry.objects.filter(kind="support.resumed").count() == 1


def test_nobody_is_back_before_they_left_nor_tomorrow_and_the_referent_says_so(clock):
    dossier, hat = followed()
    suspension = halted(dossier)
    colleague = actor(MembershipFactory(dossier=dossier).affiliation)
    day = dt.timedelta(days=1)
    for wrong in (suspension.from_on - day, colleague.today + day):
        with pytest.raises(CannotResume):
            resume_support(
                suspension=suspension, resumed_on=wrong, by=actor(hat), at=timezone.now()
            )
    with pytest.raises(Denied):
        resume_support(
            suspension=suspension, resumed_on=colleague.today, by=colleague, at=timezone.now()
        )
