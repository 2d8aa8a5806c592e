import pytest
from django.utils import timezone

from jalon.journal.models import Entry
from jalon.kernel.errors import Denied
from jalon.outcomes.operations import confirm_outcome, declare_outcome
from tests.factories import AffiliationFactory, actor
from tests.outcomes.situations import followed, job
from tests.space.situations import person_actor

pytestmark = pytest.mark.django_db


def test_what_the_person_says_is_confirmed_by_a_professional_once():
    dossier, hat = followed()
    now, her = timezone.now(), person_actor(dossier)
    said = declare_outcome(dossier=dossier, kind="training", started_on=her.today, by=her, at=now)

    for by in (actor(AffiliationFactory()), her):
        with pytest.raises(Denied):
            confirm_outcome(outcome=said, by=by, at=now)
    confirm_outcome(outcome=said, by=actor(hat), at=now)
    again = confirm_outcome(outcome=said, by=actor(hat), at=now)

    assert (again.confirmed_by_id, again.confirmed_at) == (hat.pk, now)
    assert Entry.objects.get(kind="outcome.confirmed").payload["nature"] == "training"


def test_what_a_professional_wrote_needs_no_confirmation():
    dossier, hat = followed()

    written = confirm_outcome(outcome=job(dossier, hat), by=actor(hat), at=timezone.now())

    assert written.confirmed_at is None
    assert not Entry.objects.filter(kind="outcome.confirmed").exists()
