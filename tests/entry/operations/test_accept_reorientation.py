import pytest
from django.utils import timezone

from jalon.entry.answering import AlreadyAnswered
from jalon.entry.models import Origin, TrackPeriod
from jalon.entry.operations import (
    accept_reorientation,
    decide_orientation,
    take_reorientation,
)
from jalon.journal.models import Entry
from tests.entry.situations import REASON, asked_again, officer
from tests.factories import OrganisationFactory, actor

pytestmark = pytest.mark.django_db


def test_a_new_orientation_with_its_own_clock_then_a_second_period():
    hat = officer()
    asked = take_reorientation(reorientation=asked_again(hat), by=actor(hat), at=timezone.now())
    given = {"reorientation": asked, "reason": REASON, "by": actor(hat)}

    begun = accept_reorientation(**given, at=timezone.now())
    decide_orientation(
        orientation=begun, track="socio_professional", reason=REASON, by=actor(hat),
        lead_organisation=OrganisationFactory(kind="plie"), at=timezone.now(),
    )  # fmt: skip

    assert (begun.origin, begun.received_on) == (Origin.REORIENTATION, timezone.localdate())
    first, second = TrackPeriod.objects.order_by("started_at")
    assert (first.ended_at, second.ended_at) == (second.started_at, None)
    assert Entry.objects.filter(kind="information.received").count() == 2
    with pytest.raises(AlreadyAnswered):
        accept_reorientation(**given, at=timezone.now())
