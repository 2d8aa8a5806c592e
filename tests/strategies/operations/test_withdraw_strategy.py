import pytest
from django.utils import timezone

from jalon.kernel.errors import Denied
from jalon.strategies.models import StrategyStatus
from jalon.strategies.operations import withdraw_strategy
from jalon.strategies.operations.withdraw_strategy import NotProposed
from tests.factories import actor
from tests.strategies.situations import department, hat, kinds_of, proposed, shorten, stranger

pytestmark = pytest.mark.django_db


def test_a_proposal_is_a_draft_again_and_can_be_written():
    place = department()
    by = actor(hat(place))
    version = proposed(place, by)
    with pytest.raises(Denied):
        withdraw_strategy(strategy=version, by=stranger(), at=timezone.now())

    back = withdraw_strategy(strategy=version, by=by, at=timezone.now())

    assert (back.status, back.proposed_at, back.proposed_by) == (StrategyStatus.DRAFT, None, None)
    assert shorten(back, by, 12).delay == 12
    assert "strategy.withdrawn" in kinds_of(f"strategy/{version.pk}")
    with pytest.raises(NotProposed):
        withdraw_strategy(strategy=back, by=by, at=timezone.now())
