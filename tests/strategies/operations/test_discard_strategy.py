import pytest
from django.utils import timezone

from jalon.kernel.errors import Denied
from jalon.strategies.models import Strategy, StrategyStep
from jalon.strategies.operations import discard_strategy
from jalon.strategies.queries.drafts import NoLongerADraft
from tests.factories import actor
from tests.strategies.situations import (
    adopted,
    department,
    draft,
    hat,
    kinds_of,
    stranger,
    two_people,
)

pytestmark = pytest.mark.django_db


def test_a_draft_goes_with_its_steps_and_its_facts_stay():
    place = department()
    by = actor(hat(place))
    version = draft(place, by)
    with pytest.raises(Denied):
        discard_strategy(strategy=version, by=stranger(), at=timezone.now())

    discard_strategy(strategy=version, by=by, at=timezone.now())

    assert not Strategy.objects.filter(territory=place).exists()
    assert not StrategyStep.objects.filter(strategy__territory=place).exists()
    assert kinds_of(f"strategy/{version.pk}") == ["strategy.drafted", "strategy.discarded"]


def test_what_was_adopted_is_never_thrown_away():
    place = department()
    writer, decider = two_people(place)
    version = adopted(place, writer, decider, valid_from=writer.today)

    with pytest.raises(NoLongerADraft):
        discard_strategy(strategy=version, by=writer, at=timezone.now())
