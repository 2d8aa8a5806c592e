import datetime as dt

import pytest
from django.utils import timezone

from jalon.retention.models import Foreseen, Suspension
from jalon.retention.operations import foresee_ends
from tests.factories import AffiliationFactory, make_dossier
from tests.retention.situations import archived, silent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_what_stands_and_what_ends_is_counted_by_organisation_and_month():
    hat = AffiliationFactory()
    for _number in range(2):
        make_dossier(referent=hat, opened_at=dt.datetime(2025, 3, 10, tzinfo=dt.UTC))
    silent(referent=hat)  # overdue: this month
    archived(referent=hat)
    disputed = silent(referent=hat)
    Suspension.objects.create(person_id=disputed.person_id, started_at=timezone.now())
    other = make_dossier(opened_at=dt.datetime(2025, 3, 10, tzinfo=dt.UTC))

    foresee_ends(by=None, at=timezone.now())
    foresee_ends(by=None, at=timezone.now())

    rows = Foreseen.objects.values_list("organisation_id", "what", "month_from", "count")
    mine, theirs = hat.organisation_id, other.referent.organisation_id
    assert set(rows) == {
        (mine, "active", None, 4),
        (mine, "archived", None, 1),
        (mine, "archive", dt.date(2026, 11, 1), 1),
        (mine, "archive", dt.date(2027, 3, 1), 2),
        (mine, "destroy", dt.date(2026, 11, 1), 1),
        (theirs, "active", None, 1),
        (theirs, "archive", dt.date(2027, 3, 1), 1),
    }
