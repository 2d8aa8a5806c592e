"""Ending a place or a body from the pages: row-level security shows no dossier to who does it."""

import pytest
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from jalon.accounts.acting import acting
from jalon.accounts.models import AffiliationRole
from jalon.dossiers.operations.release_seats import RELEASE
from jalon.journal.models import Entry
from tests.directory.situations import administrator_hat
from tests.factories import (
    AffiliationFactory,
    MembershipFactory,
    OrganisationFactory,
    actor,
    make_dossier,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return AffiliationFactory(
        organisation=OrganisationFactory(kind="siae"), role=AffiliationRole.MANAGER
    )


def seat_of(hat):
    """A seat in a dossier whose référent is of another body."""
    return MembershipFactory(dossier=make_dossier(), affiliation=hat)


def posted(browser, name, subject):
    return browser.post(reverse(name, args=[subject.public_id]))


def left(seat):
    return Entry.objects.filter(kind="member.left", payload__membership_id=seat.pk).count()


def test_closing_a_body_ends_its_seats_with_their_facts(sign_in, manager):
    hats = [manager, AffiliationFactory(organisation=manager.organisation)]
    seats = [seat_of(hat) for hat in hats]
    of_others = seat_of(AffiliationFactory())

    answer = posted(sign_in(administrator_hat()), "close_organisation", manager.organisation)

    assert answer.status_code == 302
    for seat in seats:
        seat.refresh_from_db()
        assert (seat.ended_at is not None, left(seat)) == (True, 1)
    of_others.refresh_from_db()
    assert of_others.ended_at is None


@pytest.mark.parametrize("by", ["administrator", "manager"])
def test_nobody_is_left_without_a_referent(sign_in, manager, by):
    hat = AffiliationFactory(organisation=manager.organisation)
    seat = make_dossier(referent=hat).referent
    browser = sign_in(administrator_hat() if by == "administrator" else manager)

    if by == "administrator":
        answers = [posted(browser, "close_organisation", manager.organisation)]
    else:
        answers = [posted(browser, name, hat) for name in ("end_affiliation", "close_account")]

    assert {answer.status_code for answer in answers} == {409}
    assert "resterait sans référent" in answers[0].text
    seat.refresh_from_db()
    hat.refresh_from_db()
    manager.organisation.refresh_from_db()
    assert (seat.ended_at, hat.ended_on, manager.organisation.closed_on) == (None, None, None)


@pytest.mark.parametrize("name", ["end_affiliation", "close_account"])
def test_a_place_ends_with_its_seats(sign_in, manager, name):
    hat = AffiliationFactory(organisation=manager.organisation)
    seat, of_a_colleague = seat_of(hat), seat_of(manager)

    answer = posted(sign_in(manager), name, hat)

    seat.refresh_from_db()
    of_a_colleague.refresh_from_db()
    assert (answer.status_code, left(seat)) == (302, 1)
    assert (seat.ended_at is not None, of_a_colleague.ended_at) == (True, None)


@pytest.mark.parametrize("role", ["manager", "professional"])
def test_the_database_itself_asks_who_settles(manager, role):
    seat = seat_of(AffiliationFactory())
    hat = AffiliationFactory(organisation=manager.organisation, role=role)
    asked = [seat.organisation_id, seat.affiliation_id, timezone.now()]

    with (
        acting(actor(hat), at=timezone.now()),
        pytest.raises(ProgrammingError, match="by others"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(RELEASE, asked)
    seat.refresh_from_db()
    assert seat.ended_at is None
