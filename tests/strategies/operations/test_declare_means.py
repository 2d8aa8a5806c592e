from decimal import Decimal

import pytest
from django.utils import timezone

from jalon.kernel.errors import Denied
from jalon.strategies.operations import declare_means
from jalon.strategies.queries.spoken import brought
from tests.factories import actor
from tests.strategies.situations import department, draft, hat, kinds_of, step_of, stranger

pytestmark = pytest.mark.django_db


def test_a_body_brings_more_then_nothing():
    place = department()
    mine = hat(place)
    by, version = actor(mine), None
    version = draft(place, by)
    step = step_of(version, "first_appointment")

    def declare(amount, who=by):
        declare_means(
            step=step, organisation=mine.organisation, kind="fte", amount=Decimal(amount),
            by=who, at=timezone.now(),
        )  # fmt: skip

    declare("2")
    declare("2.5")
    assert [brought(one) for one in step.means.all()] == ["2,5 équivalents temps plein"]
    declare("0")
    assert step.means.count() == 0
    with pytest.raises(Denied):
        declare("9", who=stranger())
    assert kinds_of(f"strategy/{version.pk}") == ["strategy.drafted", *["means.declared"] * 3]
