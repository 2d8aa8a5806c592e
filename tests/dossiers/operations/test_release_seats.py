import pytest
from django.utils import timezone

from jalon.accounts.models import AffiliationRole
from jalon.dossiers.models import Membership, TeamRole
from jalon.dossiers.operations import StillReferent, release_seats
from jalon.kernel.errors import Denied
from tests.factories import (
    AffiliationFactory,
    MembershipFactory,
    OrganisationFactory,
    actor,
    make_dossier,
)
from tests.facts import recorded, refused

pytestmark = pytest.mark.django_db


def situation():
    hat = AffiliationFactory()
    return actor(organisation=hat.organisation, role=AffiliationRole.MANAGER), hat


def release(by, hat, *, whole_organisation=False):
    return release_seats(
        organisation_id=hat.organisation_id,
        affiliation_id=None if whole_organisation else hat.pk,
        by=by,
        at=timezone.now(),
    )


def test_the_seats_of_who_leaves_end_one_fact_per_dossier():
    manager, hat = situation()
    seats = [MembershipFactory(dossier=make_dossier(), affiliation=hat) for _ in range(2)]
    stays = MembershipFactory(dossier=seats[0].dossier, affiliation__organisation=hat.organisation)

    assert release(manager, hat) == 2

    in_force = Membership.objects.filter(ended_at=None).exclude(role=TeamRole.REFERENT)
    assert list(in_force) == [stays]
    assert recorded() == [
        ("member.left", {"dossier_id": seat.dossier_id, "membership_id": seat.pk}) for seat in seats
    ]


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        (1, "Une personne resterait sans référent ou référente : passez d’abord le relais."),
        (3, "3 personnes resteraient sans référent ou référente : passez d’abord le relais."),
    ],
)
def test_a_referent_hands_over_first_and_nothing_ends_meanwhile(count, sentence):
    manager, hat = situation()
    for _ in range(count):
        make_dossier(referent=hat)
    beside = MembershipFactory(dossier=make_dossier(), affiliation=hat)

    with refused(StillReferent, sentence):
        release(manager, hat)

    beside.refresh_from_db()
    assert beside.ended_at is None


def test_a_closed_dossier_holds_nobody_back():
    manager, hat = situation()
    make_dossier(referent=hat, closed_at=timezone.now())

    assert release(manager, hat) == 1


def test_an_organisation_that_closes_releases_its_empty_seats_too():
    manager, hat = situation()
    MembershipFactory(dossier=make_dossier(), affiliation=hat)
    MembershipFactory(dossier=make_dossier(), affiliation=None, organisation=hat.organisation)
    MembershipFactory(dossier=make_dossier(), affiliation=None, organisation=OrganisationFactory())

    assert release(manager, hat, whole_organisation=True) == 2


def test_the_manager_of_another_body_releases_nothing():
    _, hat = situation()
    seat = MembershipFactory(dossier=make_dossier(), affiliation=hat)

    sentence = "Seule une personne responsable de cet organisme libère ses places."
    with refused(Denied, sentence):
        release(actor(role=AffiliationRole.MANAGER), hat)

    seat.refresh_from_db()
    assert seat.ended_at is None
