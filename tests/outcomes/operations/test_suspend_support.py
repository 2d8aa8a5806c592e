"""Suspended, the support stands still; why is known to whom the matrix lets know."""

import datetime as dt

import pytest
from django.utils import timezone

from jalon.deadlines.models import DossierMilestone
from jalon.journal.models import Entry
from jalon.kernel.errors import Denied
from jalon.outcomes.models import Suspension, SuspensionGround
from jalon.outcomes.operations import CannotSuspend, resume_support, suspend_support
from jalon.outcomes.rules import grounds_open_to
from tests.factories import MembershipFactory, actor, swear
from tests.outcomes.situations import followed, halted

pytestmark = pytest.mark.django_db


def test_a_stay_in_hospital_is_said_by_who_may_write_on_health_and_its_fact_is_healths(clock):
    dossier, hat = followed()
    assert grounds_open_to(actor(hat), dossier) == ("parental", "move", "absence")
    with pytest.raises(Denied):
        halted(dossier, reason="hospital")
    swear(hat)

    suspension = halted(dossier, reason="hospital")

    assert suspension.ground.block == "S"
    fact = Entry.objects.get(kind="support.suspended")
    assert (fact.need, fact.payload["ground"]) == ("S", "hospital")
    milestone = DossierMilestone.objects.get(code="suspended")
    assert (milestone.details, milestone.need) == (["hospital"], "S")


def test_dates_are_in_order_and_one_suspension_runs_at_a_time(clock):
    dossier, hat = followed()
    today = actor(hat).today
    for wrong in (
        {"from_on": today + dt.timedelta(days=1)},
        {"from_on": today, "expected_on": today},
    ):
        with pytest.raises(CannotSuspend):
            halted(dossier, **wrong)
    first = halted(dossier)
    with pytest.raises(CannotSuspend):
        halted(dossier)
    resume_support(suspension=first, resumed_on=today, by=actor(hat), at=timezone.now())
    with pytest.raises(CannotSuspend):
        halted(dossier)
    assert (Suspension.objects.count(), SuspensionGround.objects.count()) == (1, 1)


def test_only_the_referent_suspends():
    dossier, _hat = followed()
    colleague = actor(MembershipFactory(dossier=dossier).affiliation)

    with pytest.raises(Denied):
        suspend_support(
            dossier=dossier, reason="absence", from_on=colleague.today, by=colleague,
            at=timezone.now(),
        )  # fmt: skip
    assert not Suspension.objects.exists()
