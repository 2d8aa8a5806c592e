import datetime as dt

import pytest
from django.db import transaction
from django.utils import timezone

from jalon.accounts.acting import acting
from jalon.accounts.actor import actor_of
from jalon.dossiers.models import Membership
from jalon.dossiers.operations import (
    InvitationOver,
    accept_invitation,
    decline_invitation,
    withdraw_invitation,
)
from jalon.kernel.errors import Denied
from tests.dossiers.joining import invited, joined
from tests.factories import AffiliationFactory, MembershipFactory, actor, make_dossier
from tests.facts import recorded

pytestmark = pytest.mark.django_db


def accept(invitation, hat):
    return accept_invitation(invitation=invitation, by=actor(hat), at=timezone.now())


def test_accepted_the_seat_is_the_one_offered():
    dossier, guest = make_dossier(), AffiliationFactory()
    until = timezone.localdate() + dt.timedelta(days=90)

    seat = joined(dossier, guest, role="partner", until_on=until)

    assert (seat.affiliation_id, seat.organisation_id) == (guest.pk, guest.organisation_id)
    assert (seat.role, seat.until_on) == ("partner", until)
    assert recorded()[-1] == (
        "member.joined", {"dossier_id": dossier.pk, "membership_id": seat.pk}
    )  # fmt: skip


def test_only_the_person_invited_accepts_and_once():
    dossier, guest = make_dossier(), AffiliationFactory()
    invitation = invited(dossier, guest)
    same_human = AffiliationFactory(user=guest.user)

    for hat in (dossier.referent.affiliation, same_human, AffiliationFactory()):
        with pytest.raises(Denied):
            accept(invitation, hat)
    accept(invitation, guest)
    with pytest.raises(InvitationOver):
        accept(invitation, guest)


@pytest.mark.parametrize("end", ["declined", "withdrawn", "expired", "closed"])
def test_what_is_over_is_not_accepted(end, clock):
    dossier, guest = make_dossier(), AffiliationFactory()
    invitation, at = invited(dossier, guest), timezone.now()
    if end == "declined":
        decline_invitation(invitation=invitation, by=actor(guest), at=at)
    elif end == "withdrawn":
        by = actor(dossier.referent.affiliation)
        withdraw_invitation(invitation=invitation, by=by, at=at)
    elif end == "expired":
        clock.shift(dt.timedelta(days=14))
    else:
        dossier.closed_at = at
        dossier.save()

    with pytest.raises(InvitationOver):
        accept(invitation, guest)
    assert not Membership.objects.filter(affiliation=guest).exists()


def test_a_seat_whose_day_has_passed_gives_way(clock):
    dossier, guest = make_dossier(), AffiliationFactory()
    joined(dossier, guest, until_on=timezone.localdate() + dt.timedelta(days=2))
    clock.shift(dt.timedelta(days=3))

    assert joined(dossier, guest).until_on is None


def test_the_database_lets_in_exactly_who_is_invited_for_exactly_that():
    dossier, guest = make_dossier(), AffiliationFactory()
    invited(dossier, guest, role="partner")
    other = AffiliationFactory()
    MembershipFactory(
        affiliation=other, dossier=make_dossier()
    )  # a seat elsewhere opens nothing here
    for hat, role in ((other, "partner"), (guest, "co_advisor"), (guest, "referent")):
        with (
            pytest.raises(Exception, match=r"row-level security|one_active_referent"),
            transaction.atomic(),
            acting(actor(hat), at=timezone.now()),
        ):
            Membership.objects.create(
                dossier_id=dossier.pk, affiliation=hat, organisation=hat.organisation, role=role,
                started_on=timezone.localdate(),
            )  # fmt: skip
    assert not Membership.objects.filter(affiliation__in=[guest, other], dossier=dossier).exists()


def test_a_seat_that_would_be_over_already_is_not_taken():
    dossier, guest = make_dossier(), AffiliationFactory()
    today = timezone.localdate()
    invitation = invited(dossier, guest, until_on=today + dt.timedelta(days=1))
    later = timezone.now() + dt.timedelta(days=3)
    by = actor_of(guest, on=today + dt.timedelta(days=3), at=later)

    with pytest.raises(InvitationOver, match="n’est plus valable"):
        accept_invitation(invitation=invitation, by=by, at=later)
