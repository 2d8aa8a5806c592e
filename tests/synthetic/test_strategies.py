"""The strategy that a demonstration leaves: replaced, in force, begun; nobody has waited for it."""

from datetime import date, timedelta

import pytest

from jalon.strategies.models import Strategy
from jalon.strategies.queries.differences import difference
from jalon.strategies.queries.in_force import strategy_in_force
from jalon.synthetic.demonstration import create_demonstration
from jalon.territories.models import Territory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def test_the_territory_has_a_version_replaced_one_in_force_and_one_begun():
    create_demonstration(1, seed=3, today=TODAY, departments=["57"])

    place = Territory.objects.get(kind="department", code="57")
    first, second, third = Strategy.objects.filter(territory=place).order_by("number")
    assert [one.status for one in (first, second, third)] == ["superseded", "adopted", "draft"]
    assert first.valid_until == second.valid_from == TODAY - timedelta(days=210)
    assert second.proposed_by.user != second.adopted_by.user
    commune = Territory.objects.filter(kind="commune", department=place).first()
    assert strategy_in_force(commune, TODAY) == second
    told = [one.sentence for one in difference(first, second)]
    assert "Rendez-vous après l'orientation : 30 jours → 15 jours" in told
    assert any(one.startswith("Étape ajoutée : Appel de bienvenue, en 5 jours") for one in told)
    assert len(difference(second, third)) == 3
