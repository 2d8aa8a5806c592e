import json

import pytest
from django.utils import timezone

from jalon.contracts.models import Adaptation
from jalon.contracts.operations import draft_contract, offer_contract, propose_commitment
from jalon.contracts.operations.offer_contract import NotReady
from jalon.contracts.queries.composing import is_intact
from jalon.journal.models import Entry
from jalon.plans.operations import accept_goal, propose_goal
from tests.contracts.situations import drafted, followed, offered, promised, terms
from tests.factories import AffiliationFactory, MembershipFactory, swear

pytestmark = pytest.mark.django_db


def offer(one, themes=(), adapting=()):
    return offer_contract(
        contract=one.contract, themes=themes, adapting=adapting, by=one.by, at=timezone.now()
    )


def test_the_version_is_frozen_with_what_both_sides_promise():
    one = offered()

    document = json.loads(one.version.document)
    assert [line["bearer"] for line in document["commitments"]] == ["person", "organisation"]
    assert document["principle"]["hours"] == 15
    assert "L.5411-6" in document["principle"]["source"]
    assert is_intact(one.version)
    assert Entry.objects.get(kind="contract.offered").payload["digest"] == one.version.digest


def test_the_goals_of_the_plan_are_in_it_and_a_masked_body_is_not():
    one = drafted()
    masked = AffiliationFactory(organisation__kind="women_rights")
    MembershipFactory(dossier=one.dossier, affiliation=masked)
    propose_commitment(
        dossier=one.dossier, text="Un hébergement", due_on=None, organisation=masked.organisation,
        by=one.by, at=timezone.now(),
    )  # fmt: skip
    goal = propose_goal(
        dossier=one.dossier, title="Passer le permis", themes=[], by=one.by, at=timezone.now()
    )
    accept_goal(goal=goal, seen=1, by=one.person, at=timezone.now())

    document = json.loads(offer(one).document)

    assert len(document["commitments"]) == 2
    assert "Un hébergement" not in json.dumps(document, ensure_ascii=False)
    assert [goal["title"] for goal in document["goals"]] == ["Passer le permis"]


def test_what_the_composer_does_not_read_is_not_written():
    one = drafted()

    version = offer(one, themes=["mobilite", "sante"])

    assert [row.theme for row in version.barriers.all()] == ["mobilite"]
    assert "sante" not in version.document


def test_health_is_named_by_who_may_read_it_and_asked_of_who_reads_the_file():
    one = followed()
    swear(one.dossier.referent.affiliation)
    version = offer(drafted(one), themes=["sante"], adapting=["sante"])

    row = version.barriers.get()
    assert (row.theme, row.impact, row.adapts_hours) == ("sante", "medium", True)
    assert json.loads(version.document)["needs"] == "s"


@pytest.mark.parametrize("missing", ["hours", "reason", "promise"])
def test_a_contract_says_its_hours_why_and_one_promise_at_least(missing):
    one = followed()
    given = {
        "hours": {"weekly_hours": None},
        "reason": {"adaptations": ()},
        "promise": {"adaptations": (Adaptation.WORK,)},
    }[missing]
    if missing != "promise":
        promised(one)
    one.contract = draft_contract(
        dossier=one.dossier, terms=terms(**given), by=one.by, at=timezone.now()
    )

    with pytest.raises(NotReady):
        offer(one)
    one.contract.refresh_from_db()
    assert one.contract.state == "draft"
