"""Who appraises, reads, answers, decides and announces: asked of everybody who almost may."""

from dataclasses import replace

import pytest

from jalon.access.rules import Permission
from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import Affiliation, AffiliationRole
from jalon.appraisal import rules
from jalon.appraisal.models import Opinion, Review
from jalon.appraisal.states import ReviewState
from jalon.calls.models import Call
from tests.appraisal.situations import AT, DUE
from tests.calls.situations import officer, somebody, version_of
from tests.factories import AffiliationFactory, actor
from tests.projects.situations import begun, received

CODES = {
    "APPRAISE": "project.appraise",
    "APPRAISE_CALL": "call.appraise",
    "REVIEW": "project.review",
    "ANSWER_OPINION": "opinion.answer",
    "DECIDE_PROJECT": "project.decide",
    "READ_RESULT_LETTER": "result_letter.read",
    "PLAN_ANNOUNCEMENT": "announcement.plan",
    "ANNOUNCE_RESULTS": "results.announce",
    "ARBITRATE": "call.arbitrate",
    "TAKE_OVER_SCENARIO": "scenario.take_over",
}


def test_every_permission_keeps_its_name():
    found = {n: one.name for n, one in vars(rules).items() if isinstance(one, Permission)}

    assert found == CODES


def test_a_project_is_read_by_who_it_was_entrusted_to_and_an_opinion_given_by_its_body():
    review, opinion = Review(reviewer_id=3), Opinion(organisation_id=3)

    assert rules.REVIEW.allows(somebody("professional", number=3), review)
    assert not rules.REVIEW.allows(somebody("manager", body=3), review)
    answering = {
        role for role in AffiliationRole
        if rules.ANSWER_OPINION.allows(somebody(role, "ars", 3), opinion)
    }  # fmt: skip
    assert answering == {"manager", "steering"}
    assert not rules.ANSWER_OPINION.allows(somebody("manager", "ars", 4), opinion)


@pytest.mark.parametrize("name", ["APPRAISE_CALL", "PLAN_ANNOUNCEMENT", "ANNOUNCE_RESULTS"])
def test_the_body_of_the_state_that_called(name):
    asked, call = getattr(rules, name), Call(organisation_id=1)
    signs = {"manager"} if name == "ANNOUNCE_RESULTS" else {"manager", "steering"}

    assert {role for role in AffiliationRole if asked.allows(somebody(role), call)} == signs
    assert not asked.allows(somebody("manager", body=2), call)
    assert not asked.allows(somebody("manager", "departement"), call)


def test_the_menu_leads_there_whoever_may_appraise_read_or_answer():
    led = {kind for kind in OrganisationKind if rules.takes_part(somebody(kind=kind))}

    assert led == {
        "prefecture_region", "prefecture", "poverty_commissioner", "ddets", "region", "ars",
        "academie", "caf", "msa", "cpam", "departement", "justice",
    }  # fmt: skip
    assert {role for role in AffiliationRole if rules.takes_part(somebody(role))} == {
        "manager", "steering",
    }  # fmt: skip


@pytest.mark.django_db
def test_who_appraises_decides_and_reads_the_letter_of_a_project_that_was_filed():
    world = begun()
    project = received(world)
    of = {"organisation_id": world.state.organisation_id}
    head = officer(role="manager", **of)
    at_the_carrier = officer(role="evaluator", organisation_id=world.carrier.organisation_id)
    everybody = {
        "officer": world.state, "head": head, "evaluator": officer(role="evaluator", **of),
        "another préfecture": officer(role="manager"), "carrier": world.carrier,
        "evaluator of the carrier": at_the_carrier, "partner": world.partner, "rival": world.rival,
    }  # fmt: skip

    def allowed(permission):
        return {name for name, who in everybody.items() if permission.allows(who, project)}

    assert allowed(rules.APPRAISE) == {"officer", "head"}
    assert allowed(rules.DECIDE_PROJECT) == {"head"}
    assert allowed(rules.READ_RESULT_LETTER) == {"officer", "head", "carrier"}
    project.state = "draft"  # taken up again: nothing is decided of it
    assert allowed(rules.DECIDE_PROJECT) == allowed(rules.APPRAISE) == set()


@pytest.mark.django_db
def test_whoever_still_reads_a_project_of_the_call_ranks_nothing_under_any_hat():
    world = begun()
    call, body = world.call, world.state.organisation_id
    user = Affiliation.objects.get(pk=world.state.affiliation_id).user
    elsewhere = AffiliationFactory(user=user, organisation__kind="ars", role="steering")
    head, colleague = officer(role="manager", organisation_id=body), officer(organisation_id=body)
    review = Review.objects.create(
        project=world.project, version=version_of(call), place=1, reviewer=elsewhere, due_on=DUE,
        assigned_by_id=world.state.affiliation_id, assigned_at=AT,
    )  # fmt: skip

    for state in ReviewState:
        review.state, review.recusal, review.given_at, review.declared_at = state, "Parent", AT, AT
        review.save()
        is_over = state not in {"assigned", "reading"}
        assert rules.ARBITRATE.allows(world.state, call) is is_over
        for who in (head, colleague):
            assert rules.ARBITRATE.allows(who, call)
    review.state = "reading"
    review.save()
    assert rules.TAKE_OVER_SCENARIO.allows(head, call)
    for who in (colleague, actor(elsewhere), officer(), officer(role="manager")):
        assert not rules.TAKE_OVER_SCENARIO.allows(who, call)
    review.reviewer_id = head.affiliation_id
    review.save()
    assert not rules.TAKE_OVER_SCENARIO.allows(head, call)
    other = begun().project
    review.project = other
    review.save()
    assert rules.TAKE_OVER_SCENARIO.allows(head, call)
    at_another = officer(role="manager", organisation_id=other.call.organisation_id)
    assert not rules.TAKE_OVER_SCENARIO.allows(at_another, call)
    for who in (officer(role="evaluator", organisation_id=body), world.carrier, officer()):
        assert not rules.ARBITRATE.allows(who, call)
    not_the_state = replace(head, organisation_kind="departement")
    assert not rules.TAKE_OVER_SCENARIO.allows(not_the_state, call)
