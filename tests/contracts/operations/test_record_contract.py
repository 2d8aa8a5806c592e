import datetime as dt

import pytest
from django.utils import timezone

from jalon.contracts.models import EngagementContract
from jalon.contracts.operations import record_contract
from jalon.contracts.terms import BadTerms, Terms
from jalon.contracts.turns import NotNow
from jalon.deadlines.models import DossierMilestone
from tests.contracts.situations import followed, today

pytestmark = pytest.mark.django_db


def record(one, kind="cer", started=-400, ended=None):
    start = today() + dt.timedelta(days=started)
    ends_on = today() + dt.timedelta(days=ended) if ended is not None else None
    return record_contract(
        dossier=one.dossier, kind=kind, organisation=one.dossier.referent.organisation,
        terms=Terms(start, ends_on), by=one.by, at=timezone.now(),
    )  # fmt: skip


def test_older_contracts_follow_one_another():
    one = followed()

    states = [record(one, ended=-200).state, record(one, kind="pacea", started=-100).state]

    assert states == ["ended", "signed"]
    assert EngagementContract.objects.get(kind="pacea").phase(today()) == "in_force"
    with pytest.raises(NotNow):
        record(one, kind="cej")


@pytest.mark.parametrize("given", [{"kind": "bail"}, {"started": 3}])
def test_only_a_known_kind_and_a_contract_that_began_are_recorded(given):
    with pytest.raises(BadTerms):
        record(followed(), **given)


@pytest.mark.parametrize(("kind", "reached"), [("contrat_engagement", 1), ("cer", 0)])
def test_an_engagement_contract_signed_with_another_tool_stops_the_clock_of_the_law(kind, reached):
    one = followed()

    record(one, kind=kind, started=-3)

    signed = DossierMilestone.objects.filter(dossier=one.dossier, code="contract_signed")
    assert signed.count() == reached
    assert {said.reached_on for said in signed} <= {today() - dt.timedelta(days=3)}
