import pytest
from django.utils import timezone

from jalon.accounts.models import Affiliation, AffiliationRole
from jalon.directory.operations import close_organisation
from jalon.directory.operations.close_organisation import StillHasChildren
from jalon.dossiers.operations import StillReferent
from jalon.kernel.errors import Denied
from tests.directory.situations import administrator, everyone_else, manager_of
from tests.factories import (
    AffiliationFactory,
    MembershipFactory,
    OrganisationFactory,
    make_dossier,
)
from tests.facts import recorded, refused

pytestmark = pytest.mark.django_db


def close(organisation, by):
    return close_organisation(organisation=organisation, by=by, at=timezone.now())


def test_all_places_of_a_body_end_with_it():
    organisation, by = OrganisationFactory(), administrator()
    manager = AffiliationFactory(organisation=organisation, role=AffiliationRole.MANAGER)
    colleague = AffiliationFactory(organisation=organisation)
    elsewhere = AffiliationFactory(user=colleague.user)

    close(organisation, by)

    organisation.refresh_from_db()
    assert organisation.closed_on == by.today
    in_force = set(Affiliation.objects.in_force(by.today))
    assert {manager, colleague, elsewhere} & in_force == {elsewhere}
    assert [kind for kind, _ in recorded()] == [
        "affiliation.ended",
        "affiliation.ended",
        "organisation.closed",
    ]


def test_closing_twice_is_one_fact():
    organisation, by = OrganisationFactory(), administrator()

    close(organisation, by)
    close(organisation, by)

    assert recorded() == [("organisation.closed", {"organisation_id": organisation.pk})]


def test_the_bodies_that_depend_on_it_close_first():
    organisation, by = OrganisationFactory(), administrator()
    child = OrganisationFactory(parent=organisation)

    with refused(StillHasChildren, "Des organismes lui sont rattachés : fermez-les d’abord."):
        close(organisation, by)

    close(child, by)
    assert close(organisation, by).closed_on == by.today


def test_people_are_handed_over_first():
    hat, by = AffiliationFactory(), administrator()
    make_dossier(referent=hat)

    sentence = "Une personne resterait sans référent ou référente : passez d’abord le relais."
    with refused(StillReferent, sentence):
        close(hat.organisation, by)

    hat.organisation.refresh_from_db()
    assert hat.organisation.closed_on is None


def test_its_seats_end_the_empty_ones_too():
    organisation, by = OrganisationFactory(), administrator()
    held = MembershipFactory(dossier=make_dossier(), affiliation__organisation=organisation)
    empty = MembershipFactory(dossier=make_dossier(), affiliation=None, organisation=organisation)

    close(organisation, by)

    for seat in (held, empty):
        seat.refresh_from_db()
        assert seat.ended_at is not None


def test_only_the_platform_closes_a_body():
    organisation = OrganisationFactory()

    sentence = "Seule l’administration de la plateforme ferme un organisme."
    for someone in [*everyone_else(organisation), manager_of(organisation)]:
        with refused(Denied, sentence):
            close(organisation, someone)
