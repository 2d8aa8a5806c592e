import datetime as dt

import pytest
from django.utils import timezone

from jalon.accounts.models import AffiliationRole
from jalon.dossiers.operations import end_expired_memberships
from jalon.kernel.errors import Denied
from tests.factories import AffiliationFactory, MembershipFactory, actor, make_dossier
from tests.facts import recorded, refused

pytestmark = pytest.mark.django_db


def situation(**seat):
    hat = AffiliationFactory()
    referent, dossier = actor(hat), make_dossier(referent=hat)
    started = referent.today - dt.timedelta(days=90)
    return referent, MembershipFactory(dossier=dossier, started_on=started, **seat)


def end(seat, by, at=None):
    return end_expired_memberships(
        dossier=seat.dossier, affiliation=seat.affiliation, by=by, at=at or timezone.now()
    )


def test_a_seat_whose_day_has_passed_ends_with_its_fact():
    referent, seat = situation(until_on=timezone.localdate())
    at = timezone.now()

    assert end(seat, referent, at) == 1

    seat.refresh_from_db()
    assert seat.ended_at == at
    fact = {"dossier_id": seat.dossier_id, "membership_id": seat.pk}
    assert recorded() == [("member.left", fact)]
    assert end(seat, referent) == 0


@pytest.mark.parametrize("days", [None, 1])
def test_a_seat_in_force_does_not_end(days):
    until = days and timezone.localdate() + dt.timedelta(days=days)
    referent, seat = situation(until_on=until)

    assert end(seat, referent) == 0

    seat.refresh_from_db()
    assert (seat.ended_at, recorded()) == (None, [])


def test_who_accompanies_nobody_ends_nothing():
    _, seat = situation(until_on=timezone.localdate())

    with refused(Denied, "Seules les personnes qui accompagnent mettent fin à une place échue."):
        end(seat, actor(role=AffiliationRole.STEERING))
