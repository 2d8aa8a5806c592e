import datetime as dt

import pytest
from django.utils import timezone

from jalon.dossiers.operations import end_membership, restore_membership
from jalon.dossiers.operations.restore_membership import CannotRestore
from jalon.kernel.errors import Denied
from tests.dossiers.joining import joined
from tests.factories import AffiliationFactory, actor, make_dossier
from tests.facts import recorded

pytestmark = pytest.mark.django_db


def ended(dossier, **fields):
    seat = joined(dossier, AffiliationFactory(), **fields)
    by = actor(dossier.referent.affiliation)
    return end_membership(seat=seat, by=by, at=timezone.now())


def restore(seat, hat):
    return restore_membership(seat=seat, by=actor(hat), at=timezone.now())


def test_a_seat_ended_by_mistake_comes_back_as_it_was():
    dossier = make_dossier()
    until = timezone.localdate() + dt.timedelta(days=9)
    seat = ended(dossier, role="partner", until_on=until)

    back = restore(seat, dossier.referent.affiliation)

    assert (back.affiliation_id, back.role, back.until_on) == (
        seat.affiliation_id,
        "partner",
        until,
    )
    assert recorded()[-1] == (
        "member.joined", {"dossier_id": dossier.pk, "membership_id": back.pk}
    )  # fmt: skip
    with pytest.raises(CannotRestore):
        restore(seat, dossier.referent.affiliation)


def test_after_a_day_or_when_they_have_left_it_is_a_new_invitation(clock):
    dossier = make_dossier()
    old = ended(dossier)
    clock.shift(dt.timedelta(hours=25))
    gone = ended(dossier)
    gone.affiliation.ended_on = timezone.localdate()
    gone.affiliation.save()

    for seat in (old, gone):
        with pytest.raises(CannotRestore):
            restore(seat, dossier.referent.affiliation)


def test_only_the_referent_gives_it_back():
    seat = ended(make_dossier())

    for hat in (seat.affiliation, AffiliationFactory()):
        with pytest.raises(Denied):
            restore(seat, hat)
