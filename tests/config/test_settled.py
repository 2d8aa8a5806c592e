"""What the pages may change of a seat and of a dossier: who holds it, and when it ends."""

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from jalon.accounts.acting import acting
from jalon.dossiers.models import Dossier, Membership
from tests.factories import MembershipFactory, PersonFactory, actor, make_dossier

pytestmark = pytest.mark.django_db


def test_a_seat_stays_in_its_dossier_with_its_role_and_a_dossier_stays_its_person_s():
    seat = MembershipFactory(dossier=make_dossier())
    other, at = make_dossier(), timezone.now()
    dossier = make_dossier(referent=seat.affiliation)
    somebody = PersonFactory()
    mine = Membership.objects.filter(pk=seat.pk)

    with acting(actor(seat.affiliation), at=at):
        for change in ({"dossier_id": other.pk}, {"role": "referent"}, {"until_on": None}):
            with pytest.raises(DatabaseError), transaction.atomic():
                mine.update(**change)
        with pytest.raises(DatabaseError), transaction.atomic():
            Dossier.objects.filter(pk=dossier.pk).update(person=somebody)
        assert mine.update(ended_at=at) == 1
    # Ended, a seat is nobody's own any more: its former holder does not take it again.
    with acting(actor(seat.affiliation), at=at):
        assert mine.update(ended_at=None) == 0
