import pytest
from django.utils import timezone

from jalon.kernel.errors import Denied
from jalon.strategies.operations import add_strategy_step, propose_strategy
from jalon.strategies.queries.drafts import NoLongerADraft
from jalon.strategies.queries.in_force import steps_of
from tests.factories import actor
from tests.strategies.situations import department, draft, hat, kinds_of, shorten, stranger

pytestmark = pytest.mark.django_db

WELCOME = {
    "time": "entry",
    "label": "Appel de bienvenue",
    "starts_with": "orientation_notified",
    "ends_with": "contact_made",
    "delay": 3,
    "unit": "working_days",
    "responsible": "lead_organisation",
}


def test_a_territory_promises_more_last_of_its_time():
    place = department()
    by = actor(hat(place))
    version = draft(place, by)

    step = add_strategy_step(strategy=version, values=WELCOME, by=by, at=timezone.now())
    again = add_strategy_step(strategy=version, values=WELCOME, by=by, at=timezone.now())

    assert (step.code, again.code) == ("appel_de_bienvenue", "appel_de_bienvenue_2")
    assert str(step.promised) == "3 jours ouvrés"
    codes = [one.code for one in steps_of(version) if one.time == "entry"]
    assert codes[-2:] == ["appel_de_bienvenue", "appel_de_bienvenue_2"]
    assert kinds_of(f"strategy/{version.pk}")[-2:] == ["strategy_step.added", "strategy_step.added"]


def test_not_once_proposed_nor_from_elsewhere():
    place = department()
    by = actor(hat(place))
    version = draft(place, by)

    with pytest.raises(Denied):
        add_strategy_step(strategy=version, values=WELCOME, by=stranger(), at=timezone.now())
    with pytest.raises(KeyError, match="legal_key"):
        add_strategy_step(strategy=version, values={"legal_key": "x"}, by=by, at=timezone.now())
    shorten(version, by)
    propose_strategy(strategy=version, intention="Vite.", by=by, at=timezone.now())
    with pytest.raises(NoLongerADraft):
        add_strategy_step(strategy=version, values=WELCOME, by=by, at=timezone.now())
    assert version.steps.filter(code__startswith="appel").count() == 0
