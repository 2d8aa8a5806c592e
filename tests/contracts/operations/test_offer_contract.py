import json

import pytest
from django.utils import timezone

from jalon.accounts.acting import acting_as, acting_for
from jalon.contracts.models import Adaptation, Commitment, ContractVersion
from jalon.contracts.operations import draft_contract, offer_contract, propose_commitment
from jalon.contracts.operations.offer_contract import NotReady
from jalon.contracts.queries.composing import is_intact
from jalon.journal.models import Entry
from jalon.plans.models import Goal, Step
from jalon.plans.operations import accept_goal, accept_step, propose_goal, propose_step
from tests.contracts.situations import drafted, followed, offered, promised, terms, today
from tests.factories import AffiliationFactory, MembershipFactory, actor, swear

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


def test_what_a_masked_body_proposed_is_in_no_document_that_others_read():
    one = drafted()
    hats = [AffiliationFactory(organisation__kind=kind) for kind in ("addiction_care", "ccas")]
    for name, hat in zip(("masqué", "connu"), hats, strict=True):
        MembershipFactory(dossier=one.dossier, affiliation=hat)
        by, now = actor(hat), timezone.now()
        propose_commitment(dossier=one.dossier, text=f"Venir ({name})", due_on=None, by=by, at=now)
        goal = propose_goal(dossier=one.dossier, title=f"But ({name})", themes=[], by=by, at=now)
        goal = accept_goal(goal=goal, seen=1, by=one.person, at=now)
        step = propose_step(
            goal=goal, title=f"Étape ({name})", organisation=None, due_on=today(), by=by, at=now
        )
        accept_step(step=step, seen=1, by=one.person, at=now)

    version = offer(one)

    adviser = actor(hats[1])
    with acting_as(acting_for(adviser, at=timezone.now())):
        seen = json.loads(ContractVersion.objects.get(pk=version.pk).document)
        texts = {line.text for line in Commitment.objects.filter(dossier=one.dossier)}
        goals = {line.title for line in Goal.objects.filter(dossier=one.dossier)}
        steps = {line.title for line in Step.objects.filter(dossier=one.dossier)}
    assert "Venir (connu)" in texts
    assert {line["text"] for line in seen["commitments"]} == texts
    assert {line["title"] for line in seen["goals"]} == goals == {"But (connu)"}
    assert {step["title"] for line in seen["goals"] for step in line["steps"]} == steps
    assert steps == {"Étape (connu)"}


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
