import datetime as dt

import pytest
from django.utils import timezone

from jalon.accounts.models import AffiliationRole
from jalon.dossiers.models import TeamRole
from jalon.dossiers.operations import AlreadyInTeam, add_member
from jalon.dossiers.operations.add_member import NotAMember
from jalon.dossiers.queries.professionals import outside, professionals
from jalon.kernel.errors import Denied
from tests.factories import AffiliationFactory, MembershipFactory, actor, make_dossier
from tests.facts import recorded, refused

pytestmark = pytest.mark.django_db


def situation():
    hat = AffiliationFactory()
    return actor(hat), make_dossier(referent=hat)


def add(dossier, affiliation, by, *, role=TeamRole.CO_ADVISOR, until_on=None):
    return add_member(
        dossier=dossier,
        affiliation=affiliation,
        role=role,
        until_on=until_on,
        by=by,
        at=timezone.now(),
    )


def test_a_colleague_gets_a_seat_until_the_day_agreed():
    referent, dossier = situation()
    guest = AffiliationFactory()
    until = referent.today + dt.timedelta(days=90)

    seat = add(dossier, guest, referent, role=TeamRole.PARTNER, until_on=until)

    assert (seat.affiliation, seat.organisation) == (guest, guest.organisation)
    assert (seat.role, seat.started_on, seat.until_on) == ("partner", referent.today, until)
    fact = {"dossier_id": dossier.pk, "membership_id": seat.pk}
    assert recorded() == [("member.joined", fact)]


@pytest.mark.parametrize(
    ("affiliation", "asked", "sentence"),
    [
        (
            {},
            {"role": TeamRole.REFERENT},
            "Il n'y a qu'un référent ou une référente : passez plutôt le relais.",
        ),
        ({}, {"until_on": dt.date(2026, 1, 1)}, "La date de fin doit être à venir."),
        (
            {"role": AffiliationRole.STEERING},
            {},
            "Cette personne ne peut pas rejoindre une équipe.",
        ),
        (
            {"ended_on": dt.date(2024, 2, 1)},
            {},
            "Cette personne ne peut pas rejoindre une équipe.",
        ),
    ],
)
def test_a_seat_that_cannot_be_given(affiliation, asked, sentence):
    referent, dossier = situation()

    with refused(NotAMember, sentence):
        add(dossier, AffiliationFactory(**affiliation), referent, **asked)

    assert dossier.memberships.count() == 1


def test_a_member_is_not_added_twice():
    referent, dossier = situation()
    member = MembershipFactory(dossier=dossier)

    with refused(AlreadyInTeam, "Cette personne est déjà dans l'équipe."):
        add(dossier, member.affiliation, referent)

    assert dossier.memberships.count() == 2


def test_a_former_member_may_come_back():
    referent, dossier = situation()
    former = MembershipFactory(dossier=dossier, ended_at=timezone.now())

    seat = add(dossier, former.affiliation, referent)

    assert seat.ended_at is None


@pytest.mark.parametrize("is_member", [True, False])
def test_only_the_referent_invites(is_member):
    _, dossier = situation()
    member = MembershipFactory(dossier=dossier)
    someone = actor(member.affiliation) if is_member else actor()

    with refused(Denied, "Seul le référent ou la référente peut inviter quelqu'un dans l'équipe."):
        add(dossier, AffiliationFactory(), someone)

    assert dossier.memberships.count() == 2


def test_somebody_whose_agreed_day_has_passed_may_be_invited_again():
    referent, dossier = situation()
    day = referent.today - dt.timedelta(days=1)
    expired = MembershipFactory(
        dossier=dossier, started_on=day - dt.timedelta(days=9), until_on=day
    )

    assert expired.affiliation in outside(
        professionals(referent, ""), dossier, today=referent.today
    )
    seat = add(dossier, expired.affiliation, referent)

    expired.refresh_from_db()
    assert expired.ended_at is not None
    assert [fact["membership_id"] for _, fact in recorded()] == [expired.pk, seat.pk]
    assert [kind for kind, _ in recorded()] == ["member.left", "member.joined"]
    assert seat.affiliation not in outside(
        professionals(referent, ""), dossier, today=referent.today
    )
