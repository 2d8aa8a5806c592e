import pytest
from django.utils import timezone

from jalon.journal.models import Entry
from jalon.kernel.errors import Denied
from jalon.outcomes.operations import withdraw_outcome
from tests.factories import AffiliationFactory, actor
from tests.outcomes.situations import followed, job

pytestmark = pytest.mark.django_db


def test_what_was_wrong_counts_no_more_and_nobody_asks_for_news():
    dossier, hat = followed()
    outcome = job(dossier, hat, employer="Menuiserie inventée")

    for _time in range(2):
        withdraw_outcome(outcome=outcome, by=actor(hat), at=timezone.now())

    outcome.refresh_from_db()
    assert (outcome.employer, outcome.follow_ups.count()) == ("", 0)
    assert outcome.withdrawn_at is not None
    assert Entry.objects.filter(kind="outcome.withdrawn").count() == 1


def test_a_stranger_takes_nothing_back():
    dossier, hat = followed()
    outcome = job(dossier, hat)

    with pytest.raises(Denied):
        withdraw_outcome(outcome=outcome, by=actor(AffiliationFactory()), at=timezone.now())
    outcome.refresh_from_db()
    assert outcome.withdrawn_at is None
