import pytest
from django.utils import timezone

from jalon.kernel.errors import Denied
from jalon.strategies.models import StrategyStatus
from jalon.strategies.operations import propose_strategy
from jalon.strategies.operations.propose_strategy import NothingChanges
from jalon.strategies.queries.law import LegalStepMissing
from tests.factories import actor
from tests.strategies.situations import department, draft, hat, kinds_of, shorten, step_of, stranger

pytestmark = pytest.mark.django_db


def propose(version, by):
    return propose_strategy(strategy=version, intention="Vite.", by=by, at=timezone.now())


def test_a_version_is_proposed_with_what_it_changes_and_why():
    place = department()
    by = actor(hat(place))
    version = draft(place, by)
    with pytest.raises(NothingChanges, match="changez au moins une étape"):
        propose(version, by)
    shorten(version, by)

    done = propose(version, by)

    assert (done.status, done.intention) == (StrategyStatus.PROPOSED, "Vite.")
    assert done.proposed_by_id == by.affiliation_id
    assert kinds_of(f"strategy/{version.pk}")[-1] == "strategy.proposed"


def test_not_without_what_the_law_asks_for_nor_from_elsewhere():
    place = department()
    by = actor(hat(place))
    version = draft(place, by)
    shorten(version, by)
    with pytest.raises(Denied):
        propose(version, stranger())
    step_of(version, "orientation").delete()

    with pytest.raises(LegalStepMissing, match=r"La loi demande l’étape « Orientation décidée"):
        propose(version, by)
