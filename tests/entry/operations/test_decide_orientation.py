import json

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from jalon.entry.answering import AlreadyDecided, NoReason
from jalon.entry.models import Orientation, TrackPeriod
from jalon.entry.operations import decide_orientation
from jalon.entry.operations.decide_orientation import CannotLead
from jalon.journal.models import Entry
from jalon.kernel.errors import Denied
from jalon.wording.guard import WordsToReview
from tests.entry.situations import REASON, officer, ready_for_work, taken, to_orient
from tests.factories import OrganisationFactory, actor

pytestmark = pytest.mark.django_db


def decide(mine, by, **changes):
    given = {
        "track": "employment", "lead_organisation": OrganisationFactory(kind="france_travail"),
        "reason": REASON, **changes,
    }  # fmt: skip
    return decide_orientation(orientation=mine, **given, by=actor(by), at=timezone.now())


def test_the_decision_its_grounds_and_the_track():
    hat = officer()
    mine = taken(hat)
    ready_for_work(mine.dossier)

    decided = decide(mine, hat, track="social")

    period = TrackPeriod.objects.get(dossier=mine.dossier, ended_at=None)
    kept = json.loads(decided.grounds.proposal)
    assert (period.track, period.lead_organisation) == ("social", decided.lead_organisation)
    assert (kept["track"], decided.grounds.differs) == ("employment", True)
    assert decided.grounds.reason == REASON
    told = Entry.objects.get(kind="orientation.decided")
    assert (told.payload["track"], told.need) == ("social", "R")
    with pytest.raises(AlreadyDecided):
        decide(mine, hat)


def test_periods_never_overlap():
    hat = officer()
    decided = decide(taken(hat), hat)
    other = to_orient(hat.organisation)

    with pytest.raises(IntegrityError), transaction.atomic():
        TrackPeriod.objects.create(
            dossier=decided.dossier, orientation=other, track="social",
            lead_organisation=decided.lead_organisation, started_at=timezone.now(),
        )  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"reason": " "}, NoReason),
        ({"reason": "Il suit une psychothérapie pour sa dépression."}, WordsToReview),
        ({"lead_organisation": "caf"}, CannotLead),
    ],
)
def test_refused(changes, refusal):
    hat = officer()
    mine = taken(hat)
    if "lead_organisation" in changes:
        changes = {"lead_organisation": OrganisationFactory(kind="caf")}

    with pytest.raises(refusal):
        decide(mine, hat, **changes)

    assert Orientation.objects.get().decided_at is None


def test_a_colleague_who_has_not_taken_it_is_denied():
    hat = officer()

    with pytest.raises(Denied):
        decide(taken(hat), officer(hat.organisation))
