import pytest
from django.utils import timezone

from jalon.accounts.acting import acting
from jalon.dossiers.operations import ReferentCannotLeave, end_membership
from jalon.dossiers.rules import READ_DOSSIER
from jalon.kernel.errors import Denied
from tests.factories import AffiliationFactory, MembershipFactory, actor, make_dossier
from tests.facts import recorded, refused

pytestmark = pytest.mark.django_db


def situation():
    hat = AffiliationFactory()
    dossier = make_dossier(referent=hat)
    return actor(hat), MembershipFactory(dossier=dossier)


@pytest.mark.parametrize("is_referent", [True, False])
def test_the_referent_or_the_member_ends_a_seat_and_rights_end_with_it(is_referent):
    referent, seat = situation()
    member, at = actor(seat.affiliation), timezone.now()

    end_membership(seat=seat, by=referent if is_referent else member, at=at)

    seat.refresh_from_db()
    assert seat.ended_at == at
    assert not READ_DOSSIER.allows(member, seat.dossier)
    fact = {"dossier_id": seat.dossier_id, "membership_id": seat.pk}
    assert recorded() == [("member.left", fact)]


def test_ending_twice_is_one_fact_and_keeps_the_first_time():
    referent, seat = situation()
    first = timezone.now()

    end_membership(seat=seat, by=referent, at=first)
    end_membership(seat=seat, by=referent, at=timezone.now())

    seat.refresh_from_db()
    assert seat.ended_at == first
    assert len(recorded()) == 1


def test_the_referent_hands_over_and_does_not_leave():
    referent, seat = situation()
    own = seat.dossier.referent

    sentence = "Une personne a toujours un référent ou une référente : passez d’abord le relais."
    with refused(ReferentCannotLeave, sentence):
        end_membership(seat=own, by=referent, at=timezone.now())

    own.refresh_from_db()
    assert own.ended_at is None


def test_another_member_ends_nobody():
    _, seat = situation()
    other = actor(MembershipFactory(dossier=seat.dossier).affiliation)

    sentence = (
        "Cette place prend fin par la personne qui la tient, ou par le référent ou la référente."
    )
    with refused(Denied, sentence):
        end_membership(seat=seat, by=other, at=timezone.now())


def test_leaving_twice_changes_nothing_under_row_security_either():
    """A seat that has ended is nobody's to change: who left it only reads it."""
    _, seat = situation()
    member, first = actor(seat.affiliation), timezone.now()
    end_membership(seat=seat, by=member, at=first)

    with acting(member, at=timezone.now()):
        again = end_membership(seat=seat, by=member, at=timezone.now())

    assert again.ended_at == first
    assert len(recorded()) == 1
