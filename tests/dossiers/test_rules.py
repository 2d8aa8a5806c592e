"""READ_DOSSIER, WRITE_DOSSIER and the lists that follow from them, situation by situation."""

import datetime as dt

import pytest
from django.utils import timezone

from jalon.accounts.actor import Actor
from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import AffiliationRole
from jalon.dossiers.models import Dossier
from jalon.dossiers.queries import readable, writable
from jalon.dossiers.rules import READ_DOSSIER, WRITE_DOSSIER
from tests.factories import (
    AffiliationFactory,
    MembershipFactory,
    OrganisationFactory,
    actor,
    make_dossier,
)

pytestmark = pytest.mark.django_db


def stranger() -> tuple[Actor, Dossier]:
    return actor(), make_dossier()


def referent() -> tuple[Actor, Dossier]:
    hat = AffiliationFactory()
    return actor(hat), make_dossier(referent=hat)


def member() -> tuple[Actor, Dossier]:
    dossier = make_dossier()
    seat = MembershipFactory(dossier=dossier)
    return actor(seat.affiliation), dossier


def former_member() -> tuple[Actor, Dossier]:
    dossier = make_dossier()
    seat = MembershipFactory(dossier=dossier, ended_at=timezone.now())
    return actor(seat.affiliation), dossier


def member_until_today() -> tuple[Actor, Dossier]:
    dossier = make_dossier()
    seat = MembershipFactory(dossier=dossier, until_on=timezone.localdate())
    return actor(seat.affiliation), dossier


def member_until_tomorrow() -> tuple[Actor, Dossier]:
    dossier = make_dossier()
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    seat = MembershipFactory(dossier=dossier, until_on=tomorrow)
    return actor(seat.affiliation), dossier


def colleague_of_a_member() -> tuple[Actor, Dossier]:
    dossier = make_dossier()
    seat = MembershipFactory(dossier=dossier)
    return actor(organisation=seat.organisation), dossier


def member_under_another_hat() -> tuple[Actor, Dossier]:
    dossier = make_dossier()
    seat = MembershipFactory(dossier=dossier)
    other_hat = AffiliationFactory(user=seat.affiliation.user)
    return actor(other_hat), dossier


def manager_of_an_empty_seat() -> tuple[Actor, Dossier]:
    dossier = make_dossier()
    seat = MembershipFactory(dossier=dossier, affiliation=None, organisation=OrganisationFactory())
    return actor(organisation=seat.organisation, role=AffiliationRole.MANAGER), dossier


def professional_beside_an_empty_seat() -> tuple[Actor, Dossier]:
    dossier = make_dossier()
    seat = MembershipFactory(dossier=dossier, affiliation=None, organisation=OrganisationFactory())
    return actor(organisation=seat.organisation), dossier


def platform_administrator_given_a_seat() -> tuple[Actor, Dossier]:
    operator = OrganisationFactory(kind=OrganisationKind.OPERATOR)
    hat = AffiliationFactory(organisation=operator, role=AffiliationRole.ADMINISTRATOR)
    dossier = make_dossier()
    MembershipFactory(dossier=dossier, affiliation=hat)
    return actor(hat), dossier


def steering_officer_given_a_seat() -> tuple[Actor, Dossier]:
    hat = AffiliationFactory(role=AffiliationRole.STEERING)
    dossier = make_dossier()
    MembershipFactory(dossier=dossier, affiliation=hat)
    return actor(hat), dossier


def referent_of_an_archived_dossier() -> tuple[Actor, Dossier]:
    hat, now = AffiliationFactory(), timezone.now()
    return actor(hat), make_dossier(referent=hat, closed_at=now, archived_at=now)


def referent_of_a_closed_dossier() -> tuple[Actor, Dossier]:
    hat = AffiliationFactory()
    return actor(hat), make_dossier(referent=hat, closed_at=timezone.now())


@pytest.mark.parametrize(
    ("situation", "reads", "writes"),
    [
        (stranger, False, False),
        (referent, True, True),
        (member, True, True),
        (former_member, False, False),
        (member_until_today, False, False),
        (member_until_tomorrow, True, True),
        (colleague_of_a_member, False, False),
        (member_under_another_hat, False, False),
        (manager_of_an_empty_seat, True, False),
        (professional_beside_an_empty_seat, False, False),
        (platform_administrator_given_a_seat, False, False),
        (steering_officer_given_a_seat, False, False),
        (referent_of_a_closed_dossier, True, True),
        (referent_of_an_archived_dossier, False, False),
    ],
)
def test_reading_and_writing_a_dossier(situation, reads, writes):
    someone, dossier = situation()
    make_dossier()  # what nobody here may see

    assert READ_DOSSIER.allows(someone, dossier) is reads
    assert WRITE_DOSSIER.allows(someone, dossier) is writes
    assert list(readable(someone)) == ([dossier] if reads else [])  # the list says the same
    assert list(writable(someone)) == ([dossier] if writes else [])
