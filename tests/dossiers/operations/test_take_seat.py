import datetime as dt

import pytest
from django.utils import timezone

from jalon.accounts.models import AffiliationRole
from jalon.dossiers.operations import take_seat
from jalon.dossiers.operations.take_seat import CannotHoldSeat, SeatNotFree
from jalon.kernel.errors import Denied
from tests.factories import (
    AffiliationFactory,
    MembershipFactory,
    OrganisationFactory,
    actor,
    make_dossier,
)
from tests.facts import recorded, refused

pytestmark = pytest.mark.django_db


def situation():
    organisation = OrganisationFactory()
    seat = MembershipFactory(dossier=make_dossier(), affiliation=None, organisation=organisation)
    return actor(organisation=organisation, role=AffiliationRole.MANAGER), seat


def take(seat, affiliation, by):
    return take_seat(seat=seat, affiliation=affiliation, by=by, at=timezone.now())


def test_the_manager_names_who_holds_an_empty_seat():
    manager, seat = situation()
    colleague = AffiliationFactory(organisation=seat.organisation)

    take(seat, colleague, manager)

    seat.refresh_from_db()
    assert seat.affiliation == colleague
    fact = {"dossier_id": seat.dossier_id, "membership_id": seat.pk}
    assert recorded() == [("seat.taken", fact)]


@pytest.mark.parametrize(
    "colleague", [{"role": AffiliationRole.STEERING}, {"organisation": OrganisationFactory}]
)
def test_the_one_named_works_with_people_in_this_organisation(colleague):
    manager, seat = situation()
    fields = {"organisation": seat.organisation} | {
        name: value() if callable(value) else value for name, value in colleague.items()
    }

    with refused(CannotHoldSeat, "Choisissez quelqu’un de votre organisme qui accompagne."):
        take(seat, AffiliationFactory(**fields), manager)

    seat.refresh_from_db()
    assert seat.affiliation is None


def test_a_seat_that_is_held_or_ended_is_not_free():
    manager, seat = situation()
    first, second = AffiliationFactory.create_batch(2, organisation=seat.organisation)
    take(seat, first, manager)
    ended = MembershipFactory(
        dossier=seat.dossier,
        affiliation=None,
        organisation=seat.organisation,
        ended_at=timezone.now(),
    )

    for taken in (seat, ended):
        with refused(SeatNotFree, "Cette place est déjà prise."):
            take(taken, second, manager)


@pytest.mark.parametrize("role", [AffiliationRole.PROFESSIONAL, AffiliationRole.MANAGER])
def test_neither_a_colleague_nor_the_manager_of_another_body_names_anyone(role):
    _, seat = situation()
    fields = {"organisation": seat.organisation} if role == AffiliationRole.PROFESSIONAL else {}
    colleague = AffiliationFactory(organisation=seat.organisation)

    sentence = "Seul le ou la responsable de cet organisme peut nommer quelqu’un à cette place."
    with refused(Denied, sentence):
        take(seat, colleague, actor(role=role, **fields))


def test_a_colleague_whose_agreed_day_has_passed_may_hold_the_seat():
    manager, seat = situation()
    expired = MembershipFactory(
        dossier=seat.dossier, affiliation__organisation=seat.organisation, until_on=manager.today,
        started_on=manager.today - dt.timedelta(days=9),
    )  # fmt: skip

    take(seat, expired.affiliation, manager)

    expired.refresh_from_db()
    assert expired.ended_at is not None
    assert [kind for kind, _ in recorded()] == ["member.left", "seat.taken"]


def test_a_colleague_already_in_the_team_does_not_hold_two_seats():
    manager, seat = situation()
    member = MembershipFactory(dossier=seat.dossier, affiliation__organisation=seat.organisation)

    with refused(CannotHoldSeat, "Cette personne est déjà dans l’équipe."):
        take(seat, member.affiliation, manager)


def test_an_empty_seat_whose_agreed_day_has_passed_is_not_free():
    manager, seat = situation()
    seat.started_on, seat.until_on = manager.today - dt.timedelta(days=9), manager.today
    seat.save()

    with refused(SeatNotFree, "Cette place est déjà prise."):
        take(seat, AffiliationFactory(organisation=seat.organisation), manager)
