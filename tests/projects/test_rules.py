"""Who may do what with a project: each permission, asked of everybody who almost may."""

import pytest

from jalon.access.rules import Permission
from jalon.accounts.models import AffiliationRole
from jalon.calls.models import Call
from jalon.projects import rules
from jalon.projects.models import Member, Project
from jalon.projects.states import MemberState
from tests.calls.situations import officer, person, somebody
from tests.projects.situations import AT, begun, received

CODES = {
    "OPEN_PROJECT": "project.open",
    "READ_PROJECT": "project.read",
    "WRITE_PROJECT": "project.write",
    "INVITE_PROJECT_MEMBER": "project_member.invite",
    "ANSWER_PROJECT_INVITATION": "project_invitation.answer",
    "REPLACE_MEMBER": "project_member.replace",
    "WRITE_PART": "project_part.write",
    "COMMENT_FIELD": "project_field.comment",
    "SETTLE_COMMENT": "project_comment.settle",
    "FILE_PROJECT": "project.file",
    "RESUME_PROJECT": "project.resume",
    "WITHDRAW_PROJECT": "project.withdraw",
}
OF_THE_CARRIER = (
    "WRITE_PROJECT", "INVITE_PROJECT_MEMBER", "REPLACE_MEMBER", "FILE_PROJECT", "RESUME_PROJECT",
    "WITHDRAW_PROJECT",
)  # fmt: skip
OF_THE_CONSORTIUM = ("COMMENT_FIELD", "SETTLE_COMMENT")
OF_THE_MEMBER = ("ANSWER_PROJECT_INVITATION", "WRITE_PART")
CALLER, CARRIER, PARTNER, RIVAL = 1, 2, 3, 4


def of(body, role="steering"):
    return somebody(role, "departement", body)


def allowed(permission, subject):
    """The bodies whose steering may; the other roles, and those without a hat, never do."""
    for role in set(AffiliationRole) - {"steering", "manager"}:
        assert not any(permission.allows(of(n, role), subject) for n in range(1, 5))
    assert not permission.allows(None, subject)
    assert not permission.allows(person(), subject)
    found = {n for n in range(1, 5) if permission.allows(of(n), subject)}
    assert found == {n for n in range(1, 5) if permission.allows(of(n, "manager"), subject)}
    return found


def of_member(body, state):
    project = Project(carrier_id=CARRIER)
    return Member(project=project, organisation_id=body, state=state)


def test_every_permission_keeps_its_name():
    found = {n: one.name for n, one in vars(rules).items() if isinstance(one, Permission)}

    assert found == CODES


def test_a_body_answers_a_call_that_is_not_its_own():
    assert allowed(rules.OPEN_PROJECT, Call(organisation_id=CALLER)) == {CARRIER, PARTNER, RIVAL}
    assert allowed(rules.OPEN_PROJECT, None) == set()


@pytest.mark.parametrize("name", OF_THE_CARRIER)
def test_the_carrier_alone_coordinates(name):
    assert allowed(getattr(rules, name), Project(carrier_id=CARRIER)) == {CARRIER}


@pytest.mark.parametrize("name", OF_THE_MEMBER)
@pytest.mark.parametrize("state", MemberState)
def test_each_member_writes_its_part_while_aboard_and_the_carrier_for_the_absent(name, state):
    permission = getattr(rules, name)
    is_aboard = state in {"invited", "accepted", "signed"}

    assert allowed(permission, of_member(PARTNER, state)) == ({PARTNER} if is_aboard else set())
    assert allowed(permission, of_member(CARRIER, state)) == {CARRIER}
    absent = {CARRIER} if is_aboard or state == "foreseen" else set()
    assert allowed(permission, of_member(None, state)) == absent


def test_whoever_has_no_body_is_of_no_member():
    absent = of_member(None, "accepted")

    assert rules.is_of_the_member.holds(person(), absent) is False


@pytest.mark.django_db
def test_the_consortium_reads_and_comments_whoever_has_refused_does_not():
    world = begun()
    professional = officer(role="professional", organisation_id=world.partner.organisation_id)
    member, elsewhere = world.member(world.partner), begun()
    own = Member.objects.filter(pk=world.member(world.carrier).pk)

    for permission in (rules.READ_PROJECT, *(getattr(rules, one) for one in OF_THE_CONSORTIUM)):
        for state in MemberState:
            signed_at = AT if state == "signed" else None
            Member.objects.filter(pk=member.pk).update(state=state, signed_at=signed_at)
            is_aboard = state in {"invited", "accepted", "signed"}
            assert permission.allows(world.partner, world.project) is is_aboard
        member.save()
        for state in ("accepted", "refused"):  # as a member, it may be anything: it carries
            own.update(state=state)
            assert permission.allows(world.carrier, world.project)
        for who in (world.rival, world.state, professional, elsewhere.partner, elsewhere.carrier):
            assert not permission.allows(who, world.project)


@pytest.mark.django_db
def test_the_body_that_called_receives_what_was_filed_there():
    received(begun())  # one of another call has been
    world = begun()
    project, body = world.now(), world.state.organisation_id
    head, colleague = (officer(role=one, organisation_id=body) for one in ("manager", "evaluator"))

    def read_by(state):
        project.state = state
        everybody = [world.state, head, colleague, officer(), world.rival]
        return [rules.READ_PROJECT.allows(who, project) for who in everybody]

    assert read_by("withdrawn") == [False] * 5  # before it was ever filed
    received(world)
    assert read_by("filed") == read_by("withdrawn") == [True, True, False, False, False]
    assert read_by("draft") == [False] * 5
