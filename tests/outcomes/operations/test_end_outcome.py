import datetime as dt

import pytest
from django.utils import timezone

from jalon.journal.models import Entry
from jalon.kernel.errors import Denied
from jalon.outcomes.operations import OutcomeIncomplete, end_outcome
from tests.factories import AffiliationFactory, actor
from tests.outcomes.situations import followed, job

pytestmark = pytest.mark.django_db
LAST = dt.date(2026, 10, 2)


def test_it_ends_on_a_day_and_twice_is_once():
    dossier, hat = followed()
    outcome = job(dossier, hat)

    for _time in range(2):
        end_outcome(outcome=outcome, ended_on=LAST, by=actor(hat), at=timezone.now())

    outcome.refresh_from_db()
    assert outcome.ended_on == LAST
    assert Entry.objects.filter(kind="outcome.ended").count() == 1


def test_never_before_it_begins_nor_by_a_stranger():
    dossier, hat = followed()
    outcome = job(dossier, hat)

    with pytest.raises(OutcomeIncomplete):
        end_outcome(outcome=outcome, ended_on=dt.date(2026, 7, 1), by=actor(hat), at=timezone.now())
    with pytest.raises(Denied):
        end_outcome(
            outcome=outcome, ended_on=LAST, by=actor(AffiliationFactory()), at=timezone.now()
        )
