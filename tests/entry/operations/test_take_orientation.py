import pytest
from django.utils import timezone

from jalon.accounts.acting import acting
from jalon.dossiers.models import Dossier
from jalon.dossiers.rules import READ_DOSSIER
from jalon.entry.operations import flag_orientation, take_orientation
from jalon.entry.operations.take_orientation import AlreadyInHand
from jalon.kernel.errors import Denied
from tests.entry.situations import officer, taken, to_orient
from tests.factories import MembershipFactory, OrganisationFactory, actor

pytestmark = pytest.mark.django_db


def test_the_dossier_opens_to_the_officer_alone():
    hat = officer()
    colleague = officer(hat.organisation)

    mine = taken(hat)

    assert READ_DOSSIER.allows(actor(hat), mine.dossier)
    assert not READ_DOSSIER.allows(actor(colleague), mine.dossier)
    with pytest.raises(AlreadyInHand):
        take_orientation(orientation=mine, by=actor(colleague), at=timezone.now())


def test_a_colleague_takes_over_from_somebody_who_left():
    hat = officer()
    colleague = officer(hat.organisation)
    mine = taken(hat)
    hat.ended_on = timezone.localdate()
    hat.save()

    assert (
        take_orientation(orientation=mine, by=actor(colleague), at=timezone.now()).taken_by_id
        == colleague.pk
    )


def test_france_travail_may_once_the_delay_has_passed():
    body = OrganisationFactory(kind="departement")
    agency = officer(OrganisationFactory(kind="france_travail"))
    waits = to_orient(body, days_ago=50)
    with pytest.raises(Denied):
        take_orientation(orientation=waits, by=actor(agency), at=timezone.now())

    flagged = flag_orientation(orientation=waits, by=None, at=timezone.now())

    assert take_orientation(orientation=flagged, by=actor(agency), at=timezone.now()).taken_by
    assert READ_DOSSIER.allows(actor(agency), waits.dossier)


def test_nobody_takes_a_dossier_that_was_closed_meanwhile():
    hat = officer()
    waits = to_orient(hat.organisation)
    Dossier.objects.filter(pk=waits.dossier_id).update(closed_at=timezone.now())
    by, now = actor(hat), timezone.now()

    with pytest.raises(AlreadyInHand, match="est clos"), acting(by, at=now):
        take_orientation(orientation=waits, by=by, at=now)

    waits.refresh_from_db()
    assert waits.taken_by_id is None


def test_a_seat_whose_day_has_passed_is_no_obstacle():
    hat = officer()
    waits = to_orient(hat.organisation)
    today = timezone.localdate()
    before = MembershipFactory(dossier=waits.dossier, affiliation=hat, until_on=today)
    by, now = actor(hat), timezone.now()

    with acting(by, at=now):
        take_orientation(orientation=waits, by=by, at=now)

    before.refresh_from_db()
    assert before.ended_at
    assert READ_DOSSIER.allows(by, waits.dossier)
