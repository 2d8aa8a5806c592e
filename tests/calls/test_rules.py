"""Who may do what with a call: each permission, asked of everybody who almost may."""

import pytest

from jalon.access.rules import Permission
from jalon.accounts.kinds import OrganisationKind
from jalon.calls import rules
from jalon.calls.models import Call
from tests.calls.situations import person, somebody

CODES = {
    "READ_CALL": "call.read",
    "WRITE_CALL": "call.write",
    "PUBLISH_CALL": "call.publish",
    "CANCEL_CALL": "call.cancel",
    "ASK_QUESTION": "question.ask",
    "ANSWER_QUESTION": "question.answer",
}
OURS = {"steering": somebody(), "manager": somebody("manager")}
OTHERS = {
    "adviser": somebody("professional"),
    "officer": somebody("data_protection"),
    "of another préfecture": somebody(body=2),
    "of a département": somebody(kind="departement", body=2),
    "of a body that is not the State": somebody(kind="departement"),
}
NOBODY = {"visitor": None, "person": person()}
EVERYBODY = {**OURS, **OTHERS, **NOBODY}
ELSEWHERE = {"of another préfecture", "of a département"}


def allowed(permission, subject):
    return {name for name, who in EVERYBODY.items() if permission.allows(who, subject)}


def test_every_permission_keeps_its_name():
    found = {n: one.name for n, one in vars(rules).items() if isinstance(one, Permission)}

    assert found == CODES


@pytest.mark.parametrize("state", ["draft", "published", "closed", "cancelled"])
def test_what_is_written_is_its_body_s_and_what_is_known_is_everybody_s(state):
    call = Call(state=state, organisation_id=1)
    is_known = state != "draft"

    assert allowed(rules.READ_CALL, call) == (set(EVERYBODY) if is_known else set(OURS))
    assert allowed(rules.ASK_QUESTION, call) == (ELSEWHERE if is_known else set())
    for name in ("WRITE_CALL", "PUBLISH_CALL", "CANCEL_CALL", "ANSWER_QUESTION"):
        assert allowed(getattr(rules, name), call) == set(OURS)


def test_a_call_that_does_not_exist_yet_is_of_whoever_begins_it_for_the_state():
    assert allowed(rules.WRITE_CALL, None) == {*OURS, "of another préfecture"}


@pytest.mark.parametrize("who", [None, person()])
@pytest.mark.parametrize("call", [None, Call(state="draft", organisation_id=1)])
@pytest.mark.parametrize(
    "asked", [rules.is_of_one_s_body, rules.answers_for_the_state, rules.is_another_body]
)
def test_without_a_hat_each_rule_alone_says_no(asked, who, call):
    assert asked.holds(who, call) is False


def test_the_state_is_four_kinds_of_bodies():
    found = {
        kind for kind in OrganisationKind if rules.WRITE_CALL.allows(somebody(kind=kind), None)
    }

    assert found == {"prefecture_region", "prefecture", "poverty_commissioner", "ddets"}
