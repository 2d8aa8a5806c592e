import pytest
from django.utils import timezone

from jalon.kernel.errors import Denied
from jalon.strategies.operations import remove_strategy_step
from jalon.strategies.operations.remove_strategy_step import AskedByTheLaw
from tests.factories import actor
from tests.strategies.situations import department, draft, hat, kinds_of, step_of, stranger

pytestmark = pytest.mark.django_db


def test_a_step_goes_unless_the_law_asks_for_it():
    place = department()
    by = actor(hat(place))
    version = draft(place, by)

    remove_strategy_step(step=step_of(version, "contact"), by=by, at=timezone.now())
    with pytest.raises(AskedByTheLaw, match=r"CASF, art\. L\.262-31"):
        remove_strategy_step(step=step_of(version, "social_review"), by=by, at=timezone.now())
    with pytest.raises(Denied):
        remove_strategy_step(step=step_of(version, "handover"), by=stranger(), at=timezone.now())

    codes = set(version.steps.values_list("code", flat=True))
    assert "contact" not in codes
    assert {"social_review", "handover"} <= codes
    assert kinds_of(f"strategy/{version.pk}") == ["strategy.drafted", "strategy_step.removed"]
