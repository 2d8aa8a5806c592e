import datetime as dt

import pytest
from django.utils import timezone

from jalon.directory.models import AffiliationRequest
from jalon.directory.operations import purge_affiliation_requests, refuse_affiliation
from tests.directory.requests import ask
from tests.directory.situations import manager_of
from tests.factories import OrganisationFactory
from tests.facts import recorded

pytestmark = pytest.mark.django_db


def test_what_nobody_decided_in_time_and_what_was_decided_long_ago_is_erased(clock):
    organisation = OrganisationFactory()
    by = manager_of(organisation)
    ask(organisation, subject="never decided")
    refuse_affiliation(request=ask(organisation, subject="decided"), by=by, at=timezone.now())
    clock.shift(dt.timedelta(days=29))
    kept = ask(organisation, subject="recent")
    assert purge_affiliation_requests(by=None, at=timezone.now()) == 0
    clock.shift(dt.timedelta(days=1))

    assert purge_affiliation_requests(by=None, at=timezone.now()) == 2

    assert list(AffiliationRequest.objects.all()) == [kept]
    assert recorded()[-1] == ("affiliation_requests.purged", {"count": 2})
