import pytest
from django.utils import timezone

from jalon.accounts.models import AffiliationRole, User
from jalon.directory.operations import open_account
from jalon.directory.operations.open_account import AccountAlreadyOpen
from jalon.kernel.errors import Denied
from tests.directory.situations import administrator, everyone_else, manager_of
from tests.factories import OrganisationFactory, UserFactory
from tests.facts import recorded, refused


def welcome(by, organisation, *, email="ada@organisme.example", role="professional"):
    return open_account(
        email=email,
        civility="Mme",
        first_name="Ada",
        last_name="Weber",
        organisation=organisation,
        role=role,
        by=by,
        at=timezone.now(),
    )


@pytest.mark.django_db
def test_a_newcomer_has_an_account_a_place_and_no_password_yet():
    organisation = OrganisationFactory()
    by = manager_of(organisation)

    hat = welcome(by, organisation, email="Ada@Organisme.example")

    assert hat.user.email == "ada@organisme.example"
    assert (hat.user.name, hat.user.has_usable_password()) == ("Mme Weber", False)
    assert (hat.organisation, hat.role, hat.started_on) == (
        organisation,
        "professional",
        by.today,
    )
    assert recorded() == [
        ("account.opened", {"user_id": hat.user_id, "organisation_id": organisation.pk}),
        (
            "affiliation.granted",
            {
                "affiliation_id": hat.pk,
                "user_id": hat.user_id,
                "organisation_id": organisation.pk,
                "role": "professional",
            },
        ),
    ]


@pytest.mark.django_db
def test_one_human_one_account():
    organisation = OrganisationFactory()
    by = manager_of(organisation)
    UserFactory(email="ada@organisme.example")

    with refused(AccountAlreadyOpen, "Cette adresse a déjà un compte."):
        welcome(by, organisation)


@pytest.mark.django_db
def test_the_platform_welcomes_the_first_manager_only():
    by, organisation = administrator(), OrganisationFactory()

    assert welcome(by, organisation, role=AffiliationRole.MANAGER)

    sentence = "Seule une personne responsable de cet organisme peut y ouvrir un compte."
    with refused(Denied, sentence):
        welcome(by, organisation, email="autre@organisme.example", role=AffiliationRole.MANAGER)

    assert not User.objects.filter(email="autre@organisme.example").exists()


@pytest.mark.django_db
def test_who_answers_for_nothing_here_welcomes_nobody():
    organisation = OrganisationFactory()

    sentence = "Seule une personne responsable de cet organisme peut y ouvrir un compte."
    for someone in everyone_else(organisation):
        with refused(Denied, sentence):
            welcome(someone, organisation)


@pytest.mark.django_db(transaction=True)
def test_two_who_welcome_the_same_person_at_once_open_one_account(at_once):
    one, other = OrganisationFactory(), OrganisationFactory()
    first, second = manager_of(one), manager_of(other)

    results = at_once(lambda: welcome(first, one), lambda: welcome(second, other))

    assert sorted(type(result).__name__ for result in results) == [
        "AccountAlreadyOpen",
        "Affiliation",
    ]
    assert User.objects.filter(email="ada@organisme.example").count() == 1
