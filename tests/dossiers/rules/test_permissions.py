"""Each way into a dossier, asked by the one who may and by each of those who almost may."""

import datetime as dt
from itertools import product

import pytest
from django.utils import timezone

from jalon.access.policy.blocks import Block
from jalon.access.policy.in_force import matrix_in_force
from jalon.access.policy.rights import Links, rights_of_hat, rights_of_person
from jalon.access.rules import Permission
from jalon.accounts.actor import PersonActor
from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import AffiliationRole, Habilitation
from jalon.dossiers import rules
from jalon.dossiers.models import (
    ExceptionalAccess,
    Invitation,
    JoinRequest,
    Membership,
    Sharing,
    TeamRole,
)
from jalon.dossiers.rules import ways_in
from tests.factories import (
    AffiliationFactory,
    MembershipFactory,
    OrganisationFactory,
    actor,
    make_dossier,
)
from tests.live.situations import break_glass

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
# What docs/reference/permissions.md calls them: one name each, that does not change by accident.
CODES = {
    "OPEN_DOSSIER": "dossier.open",
    "READ_DOSSIER": "dossier.read",
    "WRITE_DOSSIER": "dossier.write",
    "WRITE_BLOCK": "block.write",
    "WITHDRAW_NOTE": "note.withdraw",
    "END_MEMBERSHIP": "membership.end",
    "END_EXPIRED_MEMBERSHIPS": "memberships.end_expired",
    "CONFIRM_IDENTITY": "identity.confirm",
    "GRANT_LIMITATION": "limitation.grant",
    "END_LIMITATION": "limitation.end",
    "OVERRIDE_CAUTION": "caution.override",
    "HAND_SPACE_CODE": "space_code.hand",
    "CONFIRM_SPACE_CODE": "space_code.confirm",
    "GRANT_OBJECTION": "objection.grant",
    "END_OBJECTION": "objection.end",
    "HAND_COPY": "copy.hand",
    "TAKE_SEAT": "seat.take",
    "RELEASE_SEATS": "seats.release",
    "OPEN_EXCEPTIONAL_ACCESS": "exceptional_access.open",
    "CLOSE_EXCEPTIONAL_ACCESS": "exceptional_access.close",
    "REVIEW_EXCEPTIONAL_ACCESS": "exceptional_access.review",
    "INVITE_MEMBER": "member.invite",
    "RESTORE_MEMBERSHIP": "membership.restore",
    "ACCEPT_INVITATION": "invitation.accept",
    "DECLINE_INVITATION": "invitation.decline",
    "WITHDRAW_INVITATION": "invitation.withdraw",
    "REQUEST_TO_JOIN": "join.request",
    "ACCEPT_JOIN_REQUEST": "join_request.accept",
    "REFUSE_JOIN_REQUEST": "join_request.refuse",
    "ADDRESS_BLOCK": "block.address",
    "END_SHARING": "sharing.end",
}


def hat(role="professional"):
    return AffiliationFactory(role=role)


def archived(dossier):
    dossier.closed_at = dossier.archived_at = timezone.now()
    dossier.save()
    return dossier


def test_every_permission_keeps_its_name():
    named = {**vars(rules), **vars(ways_in)}

    found = {name: one.name for name, one in named.items() if isinstance(one, Permission)}

    assert found == CODES
    assert all(str(one.refusal).endswith(".") for one in named.values() if hasattr(one, "refusal"))


@pytest.mark.parametrize(
    ("kind", "started", "ended", "role", "opens"),
    [
        ("break_glass", 0, 1, "professional", True),
        ("break_glass", -1, 0, "professional", False),
        ("break_glass", 1, 2, "professional", False),
        ("secrecy", 0, 1, "professional", False),
        ("break_glass", 0, 1, "steering", False),
    ],
)
def test_an_emergency_is_opened_by_a_trusted_hat_alone(kind, started, ended, role, opens):
    someone, today = hat(role), timezone.localdate()
    Habilitation.objects.create(
        affiliation=someone, kind=kind, started_on=today + started * DAY,
        ended_on=today + ended * DAY,
    )  # fmt: skip
    dossier = make_dossier()

    assert ways_in.OPEN_EXCEPTIONAL_ACCESS.allows(actor(someone), dossier) is opens
    assert not ways_in.OPEN_EXCEPTIONAL_ACCESS.allows(actor(), dossier)


def test_an_emergency_is_closed_by_who_opened_it_and_judged_by_somebody_else():
    dossier, opener = make_dossier(), hat()
    lead = dossier.referent.organisation
    access = ExceptionalAccess(dossier=dossier, affiliation=opener)
    officer = AffiliationFactory(organisation=lead, role=AffiliationRole.DATA_PROTECTION)
    same = AffiliationFactory(organisation=lead, role="data_protection", user=opener.user)

    assert ways_in.CLOSE_EXCEPTIONAL_ACCESS.allows(actor(opener), access)
    assert not ways_in.CLOSE_EXCEPTIONAL_ACCESS.allows(actor(officer), access)
    review = ways_in.REVIEW_EXCEPTIONAL_ACCESS
    assert review.allows(actor(officer), access)
    assert not review.allows(actor(same), access)
    assert not review.allows(actor(hat("data_protection")), access)
    assert not review.allows(actor(), access)


def test_an_invitation_is_answered_by_the_guest_and_withdrawn_by_the_referent():
    dossier, guest, steering = make_dossier(), hat(), hat("steering")
    lead = actor(dossier.referent.affiliation)
    invitation = Invitation(dossier=dossier, affiliation=guest)

    for permission in (ways_in.ACCEPT_INVITATION, ways_in.DECLINE_INVITATION):
        assert permission.allows(actor(guest), invitation)
        assert not permission.allows(lead, invitation)
        assert not permission.allows(actor(), invitation)
    to_steering = Invitation(dossier=dossier, affiliation=steering)
    assert not ways_in.ACCEPT_INVITATION.allows(actor(steering), to_steering)
    assert ways_in.DECLINE_INVITATION.allows(actor(steering), to_steering)
    assert ways_in.WITHDRAW_INVITATION.allows(lead, invitation)
    assert not ways_in.WITHDRAW_INVITATION.allows(actor(guest), invitation)


def test_a_request_is_decided_by_the_person_or_the_referent_who_did_not_ask():
    dossier = make_dossier()
    lead = dossier.referent.affiliation
    asked = JoinRequest(dossier=dossier, affiliation=hat())
    own = JoinRequest(dossier=dossier, affiliation=AffiliationFactory(user=lead.user))
    member = MembershipFactory(dossier=dossier).affiliation
    led_by_steering = make_dossier(referent=hat("steering"))
    steering = led_by_steering.referent.affiliation

    her, somebody_else = (
        PersonActor(0, "", pk, timezone.localdate()) for pk in (dossier.person_id, 0)
    )

    for permission in (ways_in.ACCEPT_JOIN_REQUEST, ways_in.REFUSE_JOIN_REQUEST):
        assert permission.allows(actor(lead), asked)
        assert permission.allows(her, asked)
        assert not permission.allows(somebody_else, asked)
        assert not permission.allows(actor(lead), own)
        assert not permission.allows(actor(member), asked)
        assert not permission.allows(actor(role="administrator"), asked)
        assert not permission.allows(
            actor(steering), JoinRequest(dossier=led_by_steering, affiliation=hat())
        )


@pytest.mark.parametrize("role", AffiliationRole.values)
def test_asking_to_join_belongs_to_the_roles_that_work_with_people(role):
    works = role in {"professional", "orientation_officer", "review_panel", "manager"}
    leads = works and role != "review_panel"  # who judges says nothing of who is around her (T)
    dossier = make_dossier(referent=hat(role))
    lead = actor(dossier.referent.affiliation)

    assert ways_in.REQUEST_TO_JOIN.allows(lead, dossier) is works
    for permission in (ways_in.INVITE_MEMBER, ways_in.ADDRESS_BLOCK):
        assert permission.allows(lead, dossier) is leads
    assert ways_in.RESTORE_MEMBERSHIP.allows(lead, dossier.referent) is leads


def test_inviting_and_addressing_belong_to_the_referent_while_the_dossier_lives():
    dossier = make_dossier()
    lead, seat = actor(dossier.referent.affiliation), MembershipFactory(dossier=dossier)
    member, sharing = actor(seat.affiliation), Sharing(dossier=dossier)

    for permission, subject in (
        (ways_in.INVITE_MEMBER, dossier), (ways_in.ADDRESS_BLOCK, dossier),
        (ways_in.RESTORE_MEMBERSHIP, seat), (ways_in.END_SHARING, sharing),
    ):  # fmt: skip
        assert permission.allows(lead, subject), permission.name
        assert not permission.allows(member, subject), permission.name
    archived(dossier)
    for permission in (ways_in.INVITE_MEMBER, ways_in.ADDRESS_BLOCK):
        assert not permission.allows(lead, dossier), permission.name


def test_an_officer_alone_decides_of_objections_and_reads_nothing():
    """Such a hat has rights of its own in the table, and does not work with people."""
    dossier = make_dossier()
    lead = dossier.referent.organisation
    officer = actor(organisation=lead, role="data_protection")
    objection = rules.Objection(dossier=dossier)

    assert rules.GRANT_OBJECTION.allows(officer, dossier)
    assert rules.END_OBJECTION.allows(officer, objection)
    assert not rules.GRANT_OBJECTION.allows(actor(dossier.referent.affiliation), dossier)
    assert not rules.END_OBJECTION.allows(actor(dossier.referent.affiliation), objection)
    assert rules.READ_DOSSIER.allows(actor(dossier.referent.affiliation), dossier)
    for stranger in (officer, actor()):
        assert not rules.READ_DOSSIER.allows(stranger, dossier)
        assert not rules.HAND_COPY.allows(stranger, dossier)
    assert not rules.WRITE_BLOCK.allows(officer, rules.Part(dossier, Block.NOTES))


@pytest.mark.parametrize("role", sorted(set(AffiliationRole.values) - rules.ROLES_WITH_PEOPLE))
def test_the_roles_that_do_not_work_with_people_write_nothing_whatever_their_ties(role):
    matrix = matrix_in_force(timezone.localdate())
    ties = [(), *((seat,) for seat in TeamRole.values)]

    for kind in OrganisationKind.values:
        for seats in ties:
            tied = Links(
                seats=seats, is_managed=True, is_officer=True, is_urgent=True, has_secrecy=True
            )  # fmt: skip
            given = rights_of_hat(matrix, kind, role, tied)
            assert not [block for block in Block if given.writes(block)], (kind, seats)


def test_the_table_lets_the_referent_alone_write_who_is_around_the_person():
    matrix = matrix_in_force(timezone.localdate())

    for kind, role, seat in product(
        OrganisationKind.values, AffiliationRole.values, ["", *TeamRole.values]
    ):
        tied = Links(seats=(seat,) if seat else (), is_managed=True, is_urgent=True)
        if rights_of_hat(matrix, kind, role, tied).writes(Block.TEAM):
            assert seat == TeamRole.REFERENT, (kind, role)
    assert not rights_of_person(matrix).writes(Block.TEAM)


def test_a_seat_ends_by_who_holds_it_or_leads_and_an_empty_one_is_not_the_person_s():
    seat = MembershipFactory(dossier=make_dossier())
    empty = Membership(dossier=seat.dossier, organisation=seat.organisation)
    person = PersonActor(1, "", seat.dossier.person_id, timezone.localdate())
    lead = actor(seat.dossier.referent.affiliation)

    for one, may in ((seat, {"holder", "lead"}), (empty, {"lead"})):
        asked = {"holder": actor(seat.affiliation), "lead": lead, "other": actor(), "her": person}
        assert {n for n, who in asked.items() if rules.END_MEMBERSHIP.allows(who, one)} == may


def test_a_seat_of_the_body_is_taken_by_its_manager_alone():
    body = OrganisationFactory()
    seat = MembershipFactory(dossier=make_dossier(), affiliation=None, organisation=body)

    assert rules.TAKE_SEAT.allows(actor(organisation=body, role="manager"), seat)
    assert not rules.TAKE_SEAT.allows(actor(role="manager"), seat)
    assert not rules.TAKE_SEAT.allows(actor(organisation=body), seat)


def test_who_insists_after_a_caution_writes_something_about_this_person():
    dossier = make_dossier()
    lead, asker, opener = dossier.referent.affiliation, hat(), hat()
    JoinRequest.objects.create(
        dossier=dossier, affiliation=asker, organisation=asker.organisation,
        role="partner", reason="Je la reçois chaque semaine.",
        shown_as="C. D.", requested_at=timezone.now(), expires_at=timezone.now() + DAY,
    )  # fmt: skip
    break_glass(opener, dossier, minutes=10)
    officer = actor(organisation=lead.organisation, role="data_protection")

    for someone in (actor(lead), actor(asker), actor(opener), officer, actor(role="manager")):
        assert ways_in.OVERRIDE_CAUTION.allows(someone, dossier)
    for role in ("professional", "steering", "data_protection", "administrator"):
        assert not ways_in.OVERRIDE_CAUTION.allows(actor(role=role), dossier)
    steering = MembershipFactory(dossier=dossier, affiliation=hat("steering")).affiliation
    assert not ways_in.OVERRIDE_CAUTION.allows(actor(steering), dossier)
    for someone in (asker, opener):  # what they asked, they asked of one dossier
        assert not ways_in.OVERRIDE_CAUTION.allows(actor(someone), make_dossier())
    archived(dossier)
    for someone in (actor(lead), actor(asker)):
        assert not ways_in.OVERRIDE_CAUTION.allows(someone, dossier)
