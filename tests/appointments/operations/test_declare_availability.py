import datetime as dt

import pytest
from django.utils import timezone

from jalon.appointments.models import Availability, Desk
from jalon.appointments.operations import HoursDoNotHold, declare_availability
from jalon.kernel.errors import Denied
from tests.factories import AffiliationFactory, OrganisationFactory, actor
from tests.facts import recorded

pytestmark = pytest.mark.django_db
MORNING = {
    "weekday": 2, "opens": dt.time(9), "closes": dt.time(12), "minutes": 45, "mode": "place",
    "from_on": dt.date(2026, 11, 1),
}  # fmt: skip


def said(hat, desk=None, **more):
    return declare_availability(desk=desk, **MORNING | more, by=actor(hat), at=timezone.now())


def test_one_declares_ones_own_hours_once():
    hat = AffiliationFactory()

    hours = said(hat)

    assert said(hat) == hours == Availability.objects.get()
    assert recorded() == [
        ("availability.declared",
         {"organisation_id": hat.organisation_id, "availability_id": hours.pk}),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"closes": dt.time(9, 30)}, "rendez-vous entier"),
        ({"until_on": dt.date(2026, 10, 1)}, "La fin vient avant"),
    ],
)
def test_hours_that_do_not_hold_are_refused(wrong, sentence):
    with pytest.raises(HoursDoNotHold, match=sentence):
        said(AffiliationFactory(), **wrong)


def test_those_of_a_desk_are_its_managers():
    boss = AffiliationFactory(role="manager")
    other = AffiliationFactory(role="manager", organisation=OrganisationFactory())
    desk = Desk.objects.create(
        organisation=boss.organisation, name="Accueil", opened_by=boss, opened_at=timezone.now()
    )

    assert said(boss, desk).affiliation is None
    for hat in (AffiliationFactory(organisation=boss.organisation), other):
        with pytest.raises(Denied):
            said(hat, desk)
    with pytest.raises(Denied):
        said(AffiliationFactory(role="steering"))
