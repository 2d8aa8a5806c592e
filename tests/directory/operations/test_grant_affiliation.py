import pytest
from django.utils import timezone

from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import Affiliation, AffiliationRole, User
from jalon.directory.operations import grant_affiliation
from jalon.directory.operations.grant_affiliation import AlreadyAffiliated, CannotBeAffiliated
from jalon.kernel.errors import Denied
from tests.directory.situations import administrator, everyone_else, manager_of
from tests.factories import AffiliationFactory, OrganisationFactory, UserFactory
from tests.facts import recorded, refused

pytestmark = pytest.mark.django_db

NOT_YOURS = (
    "Seule une personne responsable de cet organisme y donne une place, et jamais à elle-même."
)


def grant(by, organisation, *, user=None, role=AffiliationRole.PROFESSIONAL):
    return grant_affiliation(
        user=user or UserFactory(),
        organisation=organisation,
        role=role,
        job_title="Conseil en insertion",
        by=by,
        at=timezone.now(),
    )


def test_a_manager_gives_a_place_from_today_to_one_account_whatever_its_hats():
    organisation = OrganisationFactory()
    by, elsewhere = manager_of(organisation), AffiliationFactory()

    hat = grant(by, organisation, user=elsewhere.user)

    assert (hat.user, hat.organisation) == (elsewhere.user, organisation)
    assert (hat.role, hat.started_on, hat.ended_on) == ("professional", by.today, None)
    assert set(elsewhere.user.affiliations.all()) == {elsewhere, hat}
    fact = {
        "affiliation_id": hat.pk,
        "user_id": elsewhere.user_id,
        "organisation_id": organisation.pk,
        "role": "professional",
    }
    assert recorded() == [("affiliation.granted", fact)]


def test_the_same_role_is_not_given_twice_and_another_may_be():
    organisation = OrganisationFactory()
    by, hat = manager_of(organisation), AffiliationFactory(organisation=organisation)

    with refused(AlreadyAffiliated, "Cette personne a déjà ce rôle ici."):
        grant(by, organisation, user=hat.user)

    assert grant(by, organisation, user=hat.user, role=AffiliationRole.STEERING)


@pytest.mark.parametrize("closed", ["account", "organisation"])
def test_nothing_is_given_where_something_is_closed(closed):
    organisation, user = OrganisationFactory(), UserFactory()
    by = manager_of(organisation)
    if closed == "account":
        User.objects.update(is_active=False)
    else:
        type(organisation).objects.update(closed_on=by.today)

    with refused(CannotBeAffiliated, "Ce compte ou cet organisme est fermé."):
        grant(by, organisation, user=user)


def test_nobody_gives_anything_to_themselves():
    organisation = OrganisationFactory()
    by = manager_of(organisation)

    with refused(Denied, NOT_YOURS):
        grant(by, organisation, user=User.objects.get(pk=by.user_id))

    assert Affiliation.objects.count() == 1


def test_who_answers_for_nothing_here_gives_nothing():
    organisation = OrganisationFactory()
    manager_of(organisation)

    for someone in everyone_else(organisation):
        with refused(Denied, NOT_YOURS):
            grant(someone, organisation)


def test_an_administrator_of_the_platform_exists_only_at_its_operator():
    organisation = OrganisationFactory()
    operator = OrganisationFactory(kind=OrganisationKind.OPERATOR)

    with refused(Denied, NOT_YOURS):
        grant(manager_of(organisation), organisation, role=AffiliationRole.ADMINISTRATOR)

    assert grant(manager_of(operator), operator, role=AffiliationRole.ADMINISTRATOR)


def test_the_platform_names_the_first_manager_and_no_second():
    by, organisation = administrator(), OrganisationFactory()

    assert grant(by, organisation, role=AffiliationRole.MANAGER)

    with refused(Denied, NOT_YOURS):
        grant(by, organisation, role=AffiliationRole.MANAGER)


@pytest.mark.parametrize(
    "role", [role for role in AffiliationRole if role != AffiliationRole.MANAGER]
)
def test_the_platform_gives_no_other_place_elsewhere(role):
    by = administrator()

    with refused(Denied, NOT_YOURS):
        grant(by, OrganisationFactory(), role=role)
