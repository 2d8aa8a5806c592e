import datetime as dt

import pytest
from django.utils import timezone

from jalon.accounts.models import AffiliationRole
from jalon.dossiers.models import Invitation, Membership, Objection
from jalon.dossiers.operations import AlreadyInTeam, address_block, withdraw_invitation
from jalon.dossiers.operations.invite_member import AlreadyInvited, NotAMember
from jalon.kernel.errors import Denied
from tests.directory.situations import administrator
from tests.dossiers.joining import invited, joined
from tests.factories import AffiliationFactory, MembershipFactory, actor, make_dossier
from tests.facts import recorded, refused

pytestmark = pytest.mark.django_db


def test_an_invitation_gives_no_seat_and_names_nobody_in_full():
    dossier, guest = make_dossier(), AffiliationFactory()
    until = timezone.localdate() + dt.timedelta(days=90)

    invitation = invited(dossier, guest, role="partner", until_on=until)

    assert not Membership.objects.filter(affiliation=guest).exists()
    assert invitation.shown_as == "Camille P."
    assert invitation.expires_at - invitation.invited_at == dt.timedelta(days=14)
    fact = {"dossier_id": dossier.pk, "invitation_id": invitation.pk}
    assert recorded() == [("member.invited", fact)]


@pytest.mark.parametrize(
    ("affiliation", "asked"),
    [
        ({}, {"role": "referent"}),
        ({}, {"until_on": dt.date(2026, 1, 1)}),
        ({"role": AffiliationRole.STEERING}, {}),
        ({"ended_on": dt.date(2024, 2, 1)}, {}),
        ({"confirmed_at": None}, {}),
    ],
)
def test_a_seat_that_cannot_be_offered(affiliation, asked):
    with pytest.raises(NotAMember):
        invited(make_dossier(), AffiliationFactory(**affiliation), **asked)
    assert not Invitation.objects.exists()


def test_nobody_is_invited_twice_nor_when_they_are_there():
    dossier, guest = make_dossier(), AffiliationFactory()
    invited(dossier, guest)

    with refused(AlreadyInvited, "Une invitation attend déjà sa réponse."):
        invited(dossier, guest)
    other = AffiliationFactory()
    joined(dossier, other)
    with refused(AlreadyInTeam, "Cette personne est déjà dans l’équipe."):
        invited(dossier, other)


def test_only_the_referent_invites():
    dossier = make_dossier()
    member = MembershipFactory(dossier=dossier).affiliation
    manager = AffiliationFactory(
        organisation=dossier.referent.organisation, role=AffiliationRole.MANAGER
    )
    for who in (actor(member), actor(manager), actor(), administrator()):
        with pytest.raises(Denied):
            invited(dossier, AffiliationFactory(), by=who)


def test_a_referent_from_whom_the_person_keeps_the_team_neither_invites_nor_addresses():
    """Row security would refuse the row: the rule says so first, in words."""
    lead = AffiliationFactory()
    dossier, guest = make_dossier(referent=lead), AffiliationFactory()
    by, at = actor(lead), timezone.now()
    MembershipFactory(dossier=dossier, affiliation=guest)
    waiting = invited(dossier, AffiliationFactory())
    Objection.objects.create(dossier=dossier, block="T", granted_at=at)

    for forbidden in (
        lambda: invited(dossier, AffiliationFactory()),
        lambda: withdraw_invitation(invitation=waiting, by=by, at=at),
        lambda: address_block(
            dossier=dossier, organisation=guest.organisation, block="N", until_on=None, by=by, at=at
        ),
    ):
        with pytest.raises(Denied):
            forbidden()
