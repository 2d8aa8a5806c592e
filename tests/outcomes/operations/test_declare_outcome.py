import datetime as dt

import pytest
from django.utils import timezone

from jalon.accounts.actor import PersonActor
from jalon.journal.models import Entry
from jalon.kernel.errors import Denied
from jalon.outcomes.models import Outcome
from jalon.outcomes.operations import OutcomeIncomplete, declare_outcome
from tests.factories import AffiliationFactory, UserFactory, actor
from tests.outcomes.situations import followed, job

pytestmark = pytest.mark.django_db


def test_a_job_is_kept_with_its_dates_and_news_are_to_be_asked():
    dossier, hat = followed()

    outcome = job(dossier, hat, started_on=dt.date(2026, 8, 31), employer="Menuiserie inventée")

    outcome.refresh_from_db()
    assert (outcome.contract, outcome.employer) == ("permanent", "Menuiserie inventée")
    assert list(outcome.follow_ups.order_by("month").values_list("month", "due_on")) == [
        (1, dt.date(2026, 9, 30)), (3, dt.date(2026, 11, 30)), (6, dt.date(2027, 2, 28)),
    ]  # fmt: skip
    fact = Entry.objects.get(kind="outcome.declared")
    assert fact.need == "E"
    assert "Menuiserie" not in str(fact.payload)


def test_a_training_is_not_followed_up_and_has_no_contract():
    dossier, hat = followed()

    outcome = job(dossier, hat, kind="training")

    assert (outcome.contract, outcome.follow_ups.count()) == ("", 0)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"contract": ""}, "contrat"),
        ({"planned_end_on": dt.date(2026, 7, 1)}, "fin prévue"),
    ],
)
def test_what_does_not_hold_together_is_refused_and_nothing_is_kept(said, sentence):
    dossier, hat = followed()

    with pytest.raises(OutcomeIncomplete, match=sentence):
        job(dossier, hat, **said)
    assert not Outcome.objects.exists()


def test_the_person_says_it_herself_and_nobody_else_may():
    dossier, _hat = followed()
    today = timezone.localdate()
    hers = PersonActor(UserFactory().pk, "Elle", dossier.person_id, today)
    another = PersonActor(UserFactory().pk, "Une autre", dossier.person_id + 1, today)
    said = {"dossier": dossier, "kind": "business", "started_on": today, "at": timezone.now()}

    assert declare_outcome(**said, by=hers).declared_by_id is None
    for other in (another, actor(AffiliationFactory())):
        with pytest.raises(Denied):
            declare_outcome(**said, by=other)
