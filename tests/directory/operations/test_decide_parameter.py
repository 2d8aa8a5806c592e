import datetime as dt

import pytest
from django.utils import timezone

from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import AffiliationRole
from jalon.directory.operations import decide_parameter
from jalon.directory.operations.decide_parameter import DecidedTooLate
from jalon.kernel.errors import Denied
from jalon.parameters import queries
from jalon.parameters.reading import NotAllowed
from tests.directory.situations import administrator
from tests.factories import actor
from tests.facts import recorded, refused

pytestmark = pytest.mark.django_db

KEY = "readings.months"
REFUSAL = (
    "Seules la protection des données et l’administration de la plateforme changent une règle."
)


def officer(**fields):
    fields |= {"organisation__kind": OrganisationKind.OPERATOR}
    return actor(role=AffiliationRole.DATA_PROTECTION, **fields)


def decide(by, *, value="24", since=None, key=KEY):
    return decide_parameter(
        key=key,
        value=value,
        since=since or timezone.localdate(),
        source="Délibération inventée",
        by=by,
        at=timezone.now(),
    )


@pytest.mark.parametrize("by", [officer, administrator])
def test_a_figure_is_decided_from_a_day_on(clock, by):
    who = by()
    row = decide(who)

    assert queries.value(KEY, on=who.today) == 24
    assert queries.value(KEY, on=who.today - dt.timedelta(days=1)) == 12
    fact = {"key": KEY, "value_id": row.pk, "in_force_from": "2026-11-24"}
    assert recorded() == [("parameter.decided", fact)]


def test_it_says_which_body_decided_and_names_nobody():
    who = officer(organisation__name="Département inventé", user__last_name="Weber")

    row = decide(who)

    assert row.decided_by == "Département inventé, protection des données"


def test_a_rule_may_be_decided_ahead():
    who = officer()
    decide(who, since=who.today + dt.timedelta(days=10))

    days = [who.today, who.today + dt.timedelta(days=10)]
    assert [queries.value(KEY, on=day) for day in days] == [12, 24]


def test_what_the_law_forbids_is_refused():
    sentence = (
        "Le texte permet de 6 mois à 36 mois : "
        "CNIL, délibération 2021-122 du 14 octobre 2021 (journalisation)."
    )
    with refused(NotAllowed, sentence):
        decide(officer(), value="37")


def test_the_past_is_not_changed():
    who = officer()
    with refused(DecidedTooLate, "Une règle change à partir d’aujourd’hui, jamais dans le passé."):
        decide(who, since=who.today - dt.timedelta(days=1))


def test_an_unknown_figure_is_an_error_of_the_program():
    with pytest.raises(KeyError, match=r"unknown parameter 'x\.y'"):
        decide(officer(), key="x.y")


@pytest.mark.parametrize(
    "fields",
    [
        {"role": AffiliationRole.MANAGER},
        {"role": AffiliationRole.PROFESSIONAL},
        {"role": AffiliationRole.ADMINISTRATOR},  # outside the operator
        *(
            {"role": AffiliationRole.DATA_PROTECTION, "organisation__kind": kind}
            for kind in (OrganisationKind.ASSOCIATION, OrganisationKind.DEPARTEMENT)
        ),
    ],
)
def test_nobody_else_decides(fields):
    with refused(Denied, REFUSAL):
        decide(actor(**fields))
