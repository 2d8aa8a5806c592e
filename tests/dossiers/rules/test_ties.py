"""Each tie between a hat and a dossier, and each question a permission asks, one by one."""

import datetime as dt
from dataclasses import replace

import pytest
from django.utils import timezone

from jalon.access.policy.blocks import Block
from jalon.access.policy.rights import Links
from jalon.accounts.actor import PersonActor
from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import AffiliationRole, Habilitation
from jalon.dossiers import rules
from jalon.dossiers.models import (
    ExceptionalAccess,
    Limitation,
    Note,
    Objection,
    Sharing,
    TeamRole,
)
from jalon.kernel.errors import Denied
from tests.factories import (
    AffiliationFactory,
    MembershipFactory,
    OrganisationFactory,
    actor,
    make_dossier,
    swear,
)

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
LIVING = (rules.CONFIRM_IDENTITY, rules.HAND_SPACE_CODE, rules.WRITE_DOSSIER)


def tie(someone, dossier):
    return rules.links(someone, [dossier.pk])[dossier.pk]


def today():
    return timezone.localdate()


def test_a_stranger_has_no_tie_and_no_right():
    someone, dossier = actor(), make_dossier()

    assert rules.links(someone, []) == {}
    assert tie(someone, dossier) == Links()
    assert rules.rights(someone, dossier).is_empty
    assert not rules.reads(someone, dossier, Block.IDENTITY)
    assert not rules.is_in_team.holds(someone, dossier)


def test_each_dossier_has_its_own_ties():
    hat, other = AffiliationFactory(), make_dossier()
    own = make_dossier(referent=hat)
    MembershipFactory(dossier=other, affiliation=hat, role=TeamRole.CO_ADVISOR)
    MembershipFactory(dossier=other)
    MembershipFactory(dossier=own)

    found = rules.links(actor(hat), [own.pk, other.pk])

    assert found == {own.pk: Links(seats=("referent",)), other.pk: Links(seats=("co_advisor",))}
    assert rules.reads(actor(hat), own, Block.IDENTITY)
    assert rules.writes(actor(hat), own, Block.IDENTITY)
    assert not rules.writes(actor(hat), other, Block.IDENTITY)
    assert rules.is_referent.holds(actor(hat), own)
    assert not rules.is_referent.holds(actor(hat), other)
    assert rules.is_in_team.holds(actor(hat), other)


def test_a_seat_ends():
    dossier = make_dossier()
    seat = MembershipFactory(dossier=dossier, until_on=today())

    assert tie(actor(seat.affiliation), dossier) == Links()
    assert not rules.is_in_team.holds(actor(seat.affiliation), dossier)


def test_a_manager_answers_for_the_seats_of_the_body_alone():
    dossier = make_dossier()
    seat = MembershipFactory(dossier=dossier)
    manager = actor(organisation=seat.organisation, role=AffiliationRole.MANAGER)
    stranger = actor(role=AffiliationRole.MANAGER)
    colleague = actor(organisation=seat.organisation)

    assert tie(manager, dossier) == Links(is_managed=True)
    assert tie(stranger, dossier) == tie(colleague, dossier) == Links()
    assert rules.answers_for_this_seat.holds(manager, seat)
    assert not rules.answers_for_this_seat.holds(stranger, seat)
    assert not rules.answers_for_this_seat.holds(colleague, seat)
    seat.ended_at = timezone.now()
    seat.save()
    assert tie(manager, dossier) == Links()


def test_a_dossier_that_the_body_does_not_hold_is_not_managed():
    body = OrganisationFactory()
    held, other = make_dossier(), make_dossier()
    MembershipFactory(dossier=held, affiliation=None, organisation=body)

    found = rules.links(actor(organisation=body, role="manager"), [held.pk, other.pk])

    assert [found[held.pk].is_managed, found[other.pk].is_managed] == [True, False]


@pytest.mark.parametrize(
    ("kind", "started", "ended", "holds"),
    [
        ("secrecy", 0, 1, True),
        ("secrecy", -1, 0, False),
        ("secrecy", 1, 2, False),
        ("break_glass", 0, 1, False),
    ],
)
def test_secrecy_is_sworn_by_one_hat_for_a_time(kind, started, ended, holds):
    hat, dossier = AffiliationFactory(), make_dossier()
    Habilitation.objects.create(
        affiliation=hat, kind=kind, started_on=today() + started * DAY,
        ended_on=today() + ended * DAY,
    )  # fmt: skip

    assert rules.has_secrecy(actor(hat)) is holds
    assert tie(actor(hat), dossier).has_secrecy is holds
    assert not rules.has_secrecy(actor())


def urgent(hat, dossier, **changes):
    now = timezone.now()
    Habilitation.objects.create(
        affiliation=hat, kind="break_glass", started_on=today(), ended_on=today() + DAY
    )
    ExceptionalAccess.objects.create(**{
        "dossier": dossier, "affiliation": hat, "organisation": hat.organisation,
        "reason": "motif", "opened_at": now, "expires_at": now + dt.timedelta(minutes=30),
        "review_due_on": today() + 5 * DAY, **changes,
    })  # fmt: skip
    return now


def test_an_emergency_opens_one_dossier_to_one_hat_for_minutes():
    hat, dossier, other = AffiliationFactory(), make_dossier(), make_dossier()
    now = urgent(hat, dossier)
    inside = replace(actor(hat), at=now + dt.timedelta(minutes=29))

    found = rules.links(inside, [dossier.pk, other.pk])

    assert [found[dossier.pk].is_urgent, found[other.pk].is_urgent] == [True, False]
    assert not tie(replace(inside, at=now + dt.timedelta(minutes=31)), dossier).is_urgent
    assert not tie(replace(inside, at=None), dossier).is_urgent
    assert not tie(replace(actor(), at=now), dossier).is_urgent


def test_an_officer_protects_the_dossiers_led_by_the_body_or_those_under_it():
    above = OrganisationFactory()
    below = OrganisationFactory(parent=above)
    led = make_dossier(referent=AffiliationFactory(organisation=below))
    own = make_dossier(referent=AffiliationFactory(organisation=above))
    other = make_dossier()
    MembershipFactory(dossier=other, organisation=above, affiliation=None)
    MembershipFactory(
        dossier=other, organisation=above, affiliation=None, role=TeamRole.REFERENT,
        ended_at=timezone.now(),
    )  # fmt: skip
    officer = actor(organisation=above, role="data_protection")
    operator = actor(
        organisation=OrganisationFactory(kind=OrganisationKind.OPERATOR), role="data_protection"
    )
    dossiers = [led, own, other]

    def seen(someone):
        found = rules.links(someone, [dossier.pk for dossier in dossiers])
        told = [rules.protects_its_data.holds(someone, dossier) for dossier in dossiers]
        assert [found[dossier.pk].is_officer for dossier in dossiers] == told
        return told

    assert seen(officer) == [True, True, False]
    assert seen(operator) == [True, True, True]
    assert seen(actor(organisation=below, role="data_protection")) == [True, False, False]
    assert seen(actor(organisation=above)) == [False, False, False]
    objection = Objection(dossier=led)
    assert rules.protects_the_data_it_closes.holds(officer, objection)
    assert not rules.protects_the_data_it_closes.holds(actor(), objection)


@pytest.mark.parametrize(
    ("changes", "holds"),
    [
        ({}, True),
        ({"until_on": 1}, True),
        ({"until_on": 0}, False),
        ({"ended_at": True}, False),
        ({"organisation": True}, False),
        ({"dossier": True}, False),
    ],
)
def test_a_block_is_addressed_to_one_body_for_a_time(changes, holds):
    dossier, hat = make_dossier(), AffiliationFactory()
    real = {
        "until_on": lambda days: today() + days * DAY,
        "ended_at": lambda _: timezone.now(),
        "organisation": lambda _: OrganisationFactory(),
        "dossier": lambda _: make_dossier(),
    }
    Sharing.objects.create(**{
        "dossier": dossier, "organisation": hat.organisation, "block": "B",
        "shared_by": dossier.referent.affiliation, "shared_at": timezone.now(),
        **{name: real[name](value) for name, value in changes.items()},
    })  # fmt: skip

    assert tie(actor(hat), dossier).addressed == (("B",) if holds else ())


def test_an_objection_holds_for_one_body_or_for_all_until_it_ends():
    dossier, other, hat = make_dossier(), make_dossier(), AffiliationFactory()
    now = timezone.now()
    given = [
        (dossier, None, "", None), (dossier, hat.organisation, "C", None),
        (dossier, OrganisationFactory(), "I", None), (dossier, hat.organisation, "R", now),
        (other, hat.organisation, "P", None),
    ]  # fmt: skip
    for about, body, block, ended in given:
        Objection.objects.create(
            dossier=about, organisation=body, block=block, granted_at=now,
            ended_at=ended,
        )  # fmt: skip

    assert sorted(tie(actor(hat), dossier).objected) == ["", "C"]


def test_a_person_has_the_rights_of_her_row_in_her_own_dossier_alone():
    own, other = make_dossier(), make_dossier()
    person = PersonActor(user_id=1, name="Ada", person_id=own.person_id, today=today())

    assert rules.reads(person, own, Block.ACCESS_LOG)
    assert not rules.reads(person, own, Block.WORKING_NOTES)
    assert rules.rights(person, other).is_empty
    own.archived_at = timezone.now()
    assert rules.rights(person, own).is_empty


def test_archived_its_officer_alone_still_meets_it():
    dossier = make_dossier()
    lead = dossier.referent.organisation
    officer = actor(organisation=lead, role="data_protection")
    before = rules.rights(officer, dossier)

    dossier.archived_at = timezone.now()

    assert rules.rights(officer, dossier) == before
    assert rules.reads(officer, dossier, Block.ACCESS_LOG)
    assert rules.rights(actor(role="data_protection"), dossier).is_empty
    assert rules.rights(actor(organisation=lead, role="manager"), dossier).is_empty


def test_who_speaks_in_her_own_name_is_the_person_of_one_dossier():
    own, other = make_dossier(), make_dossier()
    person = PersonActor(user_id=1, name="Ada", person_id=own.person_id, today=today())

    assert rules.is_the_person.holds(person, own)
    assert not rules.is_the_person.holds(person, other)
    assert not rules.is_the_person.holds(actor(own.referent.affiliation), own)
    assert rules.is_in_her_own_name.holds(person, None)
    assert not rules.is_in_her_own_name.holds(actor(), None)
    assert rules.WRITE_BLOCK.allows(person, rules.Part(own, Block.CONTACT))
    assert not rules.WRITE_BLOCK.allows(person, rules.Part(own, Block.WORKING_NOTES))
    assert not rules.WRITE_BLOCK.allows(person, rules.Part(other, Block.CONTACT))
    assert rules.END_EXPIRED_MEMBERSHIPS.allows(person, own)
    assert not rules.END_EXPIRED_MEMBERSHIPS.allows(person, other)


@pytest.mark.parametrize(
    ("block", "changes", "kept"),
    [
        ("N", {}, True),
        ("", {}, True),
        ("C", {}, False),
        ("N", {"ended_at": True}, False),
        ("N", {"dossier": True}, False),
    ],
)
def test_a_note_that_is_limited_is_kept_as_it_is(block, changes, kept):
    dossier, now = make_dossier(), timezone.now()
    real = {"ended_at": lambda: now, "dossier": make_dossier}
    Limitation.objects.create(**{
        "dossier": dossier, "block": block, "granted_at": now,
        **{name: real[name]() for name in changes},
    })  # fmt: skip

    author = AffiliationFactory()
    note = Note(dossier=dossier, block="N", author=author)
    assert rules.is_not_limited.holds(actor(), note) is not kept
    assert rules.WITHDRAW_NOTE.allows(actor(author), note) is not kept


def test_archived_nobody_reads_nor_writes():
    hat = AffiliationFactory()
    dossier = make_dossier(referent=hat)
    assert rules.is_not_archived.holds(actor(hat), dossier)
    assert rules.has_a_right.holds(actor(hat), dossier)
    assert rules.HAND_COPY.allows(actor(hat), dossier)
    for permission in LIVING:
        assert permission.allows(actor(hat), dossier)
        assert not permission.allows(actor(), dossier)

    dossier.archived_at = timezone.now()

    assert not rules.is_not_archived.holds(actor(hat), dossier)
    assert not rules.has_a_right.holds(actor(hat), dossier)
    for permission in LIVING:
        assert not permission.allows(actor(hat), dossier)


@pytest.mark.parametrize("role", AffiliationRole.values)
def test_the_roles_that_work_with_people(role):
    works = role in {"professional", "orientation_officer", "review_panel", "manager"}
    hat = AffiliationFactory(role=role)
    dossier = make_dossier(referent=hat)

    assert rules.works_with_people.holds(actor(hat), None) is works
    assert rules.OPEN_DOSSIER.allows(actor(hat), None) is works
    assert rules.END_EXPIRED_MEMBERSHIPS.allows(actor(hat), None) is works
    for permission in (*LIVING, rules.HAND_COPY):
        assert permission.allows(actor(hat), dossier) is works


def test_only_a_body_that_supports_opens_a_dossier():
    employer = OrganisationFactory(kind=OrganisationKind.EMPLOYER)

    assert not rules.OPEN_DOSSIER.allows(actor(organisation=employer), None)


def test_a_part_is_written_by_those_whom_the_table_lets():
    hat = swear(AffiliationFactory())
    dossier = make_dossier(referent=hat)
    part = rules.Part(dossier, Block.HEALTH)

    assert rules.WRITE_BLOCK.allows(actor(hat), part)
    assert not rules.WRITE_BLOCK.allows(actor(), part)
    assert not rules.WRITE_BLOCK.allows(actor(hat), rules.Part(dossier, Block.ACCESS_LOG))


def test_a_part_that_is_limited_is_refused_with_its_own_reason():
    hat, dossier = AffiliationFactory(), make_dossier()
    lead = actor(dossier.referent.affiliation)
    notes, team = (rules.Part(dossier, block) for block in (Block.NOTES, Block.TEAM))

    def refusal(someone, part):
        with pytest.raises(Denied) as denied:
            rules.WRITE_BLOCK.require(someone, part)
        return str(denied.value)

    rules.WRITE_BLOCK.require(lead, notes)
    assert refusal(actor(hat), notes) == str(rules.WRITE_BLOCK.refusal)
    Limitation.objects.create(dossier=dossier, block="", granted_at=timezone.now())
    assert refusal(lead, notes) == str(rules.LIMITED) != str(rules.WRITE_BLOCK.refusal)
    rules.WRITE_BLOCK.require(lead, team)  # who is around her still changes
    Limitation.objects.filter(dossier=dossier).update(ended_at=timezone.now())
    rules.WRITE_BLOCK.require(lead, notes)  # once it has ended, as before


def test_a_note_and_a_seat_have_their_owner():
    hat = AffiliationFactory()
    dossier = make_dossier(referent=hat)
    seat = MembershipFactory(dossier=dossier)
    elsewhere = actor(make_dossier().referent.affiliation)

    assert rules.WITHDRAW_NOTE.allows(actor(hat), Note(author=hat))
    assert not rules.WITHDRAW_NOTE.allows(actor(), Note(author=hat))
    assert rules.END_MEMBERSHIP.allows(actor(seat.affiliation), seat)
    assert rules.END_MEMBERSHIP.allows(actor(hat), seat)
    assert not rules.END_MEMBERSHIP.allows(elsewhere, seat)


def test_who_answers_for_a_whole_body():
    body = OrganisationFactory()

    assert rules.RELEASE_SEATS.allows(actor(organisation=body, role="manager"), body.pk)
    assert rules.RELEASE_SEATS.allows(actor(role="administrator"), body.pk)
    assert not rules.RELEASE_SEATS.allows(actor(organisation=body), body.pk)
    assert not rules.RELEASE_SEATS.allows(actor(role="manager"), body.pk)
