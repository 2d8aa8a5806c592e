import datetime as dt

import pytest
from django.utils import timezone

from jalon.parameters import queries
from jalon.parameters.catalogue import PARAMETERS
from jalon.parameters.models import ParameterValue
from jalon.parameters.reading import parse, require_allowed, written

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 24)


def decided(value: str, since: dt.date, key: str = "retention.active_months") -> None:
    ParameterValue.objects.create(
        key=key,
        value=value,
        in_force_from=since,
        source="délibération inventée",
        decided_by="Organisme inventé",
        recorded_at=timezone.now(),
    )
    queries.forget()


def test_without_a_decision_the_text_applies():
    assert queries.value("retention.active_months", on=TODAY) == 24


def test_a_decision_applies_from_its_day_and_not_before():
    decided("18", TODAY)

    days = [TODAY - dt.timedelta(days=1), TODAY, TODAY + dt.timedelta(days=900)]

    assert [queries.value("retention.active_months", on=day) for day in days] == [24, 18, 18]


def test_the_last_decision_for_a_day_counts_and_the_first_stays_in_the_history():
    decided("18", TODAY)
    decided("12", TODAY)

    found = queries.history("retention.active_months")

    assert [one.value for one in found] == [24, 18, 12]
    assert queries.value("retention.active_months", on=TODAY) == 12


def test_an_unknown_key_names_itself_and_the_others():
    with pytest.raises(KeyError, match=r"'retention\.weeks'; known: .*retention\.active_months"):
        queries.value("retention.weeks", on=TODAY)


def test_a_day_before_the_text_has_no_value():
    with pytest.raises(LookupError, match="no value yet on 2001-01-01"):
        queries.value("retention.active_months", on=dt.date(2001, 1, 1))


def test_a_figure_that_is_not_a_number_says_so(monkeypatch):
    decided("24", TODAY)
    monkeypatch.setattr(queries, "value", lambda key, on: "vingt-quatre")

    with pytest.raises(TypeError, match="'vingt-quatre', not a whole number"):
        queries.integer("retention.active_months", on=TODAY)


def test_questions_ask_one_statement_and_then_none(django_assert_num_queries):
    queries.forget()

    with django_assert_num_queries(1):
        for parameter in PARAMETERS * 3:
            queries.value(parameter.key, on=TODAY)


def test_what_another_process_decided_is_known_within_thirty_seconds(monkeypatch):
    queries.value("retention.active_months", on=TODAY)
    ParameterValue.objects.create(
        key="retention.active_months",
        value="6",
        in_force_from=TODAY,
        source="x",
        decided_by="x",
        recorded_at=timezone.now(),
    )
    elapsed = queries.time.monotonic() + queries.FRESH_SECONDS

    assert queries.value("retention.active_months", on=TODAY) == 24
    monkeypatch.setattr(queries.time, "monotonic", lambda: elapsed + 1)
    assert queries.value("retention.active_months", on=TODAY) == 6


def test_a_figure_the_platform_no_longer_knows_breaks_nothing():
    decided("3", TODAY, key="retention.forgotten")

    assert queries.value("retention.active_months", on=TODAY) == 24


@pytest.mark.parametrize("parameter", PARAMETERS, ids=lambda one: one.key)
def test_the_catalogue_keeps_its_own_word(parameter):
    """Values are in order, within their bounds, of their kind, and each gives its text."""
    days = [one.since for one in parameter.values]
    assert days == sorted(set(days))
    for one in parameter.values:
        require_allowed(parameter, one.value)
        assert parse(parameter, written(one.value)) == one.value
        assert one.source
    assert parameter.room in parameter.key
    assert parameter.key.count(".") == 1
