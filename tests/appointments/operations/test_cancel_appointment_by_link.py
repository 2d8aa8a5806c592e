import pytest
from django.utils import timezone

from jalon.appointments.codes import LINK, code_of
from jalon.appointments.operations import cancel_appointment_by_link
from jalon.appointments.queries.linked import holding
from tests.appointments.situations import booked, followed
from tests.facts import recorded

pytestmark = pytest.mark.django_db


def test_the_holder_cannot_come_and_the_link_is_over(clock):
    one = booked(*followed())
    secret = code_of(LINK, one.links.get().public_id)

    with holding(secret, at=timezone.now()) as link:
        cancel_appointment_by_link(link=link, by=None, at=timezone.now())

    one.refresh_from_db()
    assert (one.state, one.cancelled_side, one.cancel_ground) == (
        "cancelled", "link", "prevented",
    )  # fmt: skip
    assert recorded()[-1][1]["source"] == "link"
    with holding(secret, at=timezone.now()) as link:
        assert link is None
