import pytest
from django.utils import timezone

from jalon.appointments.models import CalendarFeed
from jalon.appointments.operations import open_calendar
from jalon.kernel.errors import Denied
from tests.appointments.situations import followed, person_of
from tests.factories import AffiliationFactory, actor
from tests.facts import recorded

pytestmark = pytest.mark.django_db


def test_a_new_address_replaces_the_one_before():
    dossier, hat = followed()
    for by in (actor(hat), person_of(dossier)):
        for _n in range(2):
            feed = open_calendar(by=by, at=timezone.now())

    assert CalendarFeed.objects.filter(ended_at=None).count() == 2
    assert (feed.affiliation, feed.person) == (None, dossier.person)
    assert [kind for kind, _ in recorded()] == ["calendar.opened"] * 4
    with pytest.raises(Denied):
        open_calendar(by=actor(AffiliationFactory(role="steering")), at=timezone.now())
