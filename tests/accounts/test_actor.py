import datetime as dt

import pytest
from django.utils import timezone

from jalon.accounts.actor import actor_of, hats
from jalon.accounts.kinds import Competence, OrganisationKind
from jalon.accounts.models import Affiliation, AffiliationRole
from tests.factories import AffiliationFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 24)
YESTERDAY, TOMORROW = TODAY - dt.timedelta(days=1), TODAY + dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("fields", "in_force"),
    [
        ({"started_on": YESTERDAY}, True),
        ({"started_on": TODAY}, True),
        ({"started_on": TOMORROW}, False),
        ({"started_on": YESTERDAY, "ended_on": TOMORROW}, True),
        ({"started_on": YESTERDAY, "ended_on": TODAY}, False),
        ({"started_on": YESTERDAY, "ended_on": YESTERDAY}, False),
        ({"user__is_active": False}, False),
        ({"organisation__closed_on": YESTERDAY}, False),
        ({"organisation__closed_on": TODAY}, False),
        ({"organisation__closed_on": TOMORROW}, True),
    ],
)
def test_the_days_on_which_a_hat_gives_rights(fields, in_force):
    hat = AffiliationFactory(**fields)

    assert list(Affiliation.objects.in_force(TODAY)) == ([hat] if in_force else [])
    assert hats(hat.user_id, on=TODAY) == ([hat] if in_force else [])


def test_one_account_many_hats_in_the_order_they_are_offered():
    user = UserFactory()
    second = AffiliationFactory(user=user, organisation__name="Mission locale")
    first = AffiliationFactory(user=user, organisation__name="CCAS")
    AffiliationFactory(organisation__name="Autre personne")

    assert hats(user.pk, on=TODAY) == [first, second]


@pytest.mark.parametrize("count", [1, 3])
def test_hats_are_read_in_one_statement(count, django_assert_num_queries):
    user = UserFactory()
    AffiliationFactory.create_batch(count, user=user)

    with django_assert_num_queries(1):
        offered = hats(user.pk, on=TODAY)
        names = [(hat.user.name, hat.organisation.name) for hat in offered]

    assert len(names) == count


def test_an_actor_is_one_hat_never_the_union():
    user = UserFactory(civility="Mme", last_name="Weber")
    at_operator = AffiliationFactory(
        user=user,
        organisation__kind=OrganisationKind.OPERATOR,
        role=AffiliationRole.ADMINISTRATOR,
    )
    ccas = OrganisationFactory(kind=OrganisationKind.CCAS, short_name="CCAS")
    at_ccas = AffiliationFactory(user=user, organisation=ccas)

    someone = actor_of(at_ccas, on=TODAY)

    assert someone.name == "Mme Weber"
    assert someone.organisation_name == "CCAS"
    assert someone.today == TODAY
    assert Competence.OPERATE not in someone.competences
    assert someone.is_a(AffiliationRole.PROFESSIONAL)
    assert not someone.is_a(AffiliationRole.ADMINISTRATOR)
    assert actor_of(at_operator, on=TODAY).competences == {Competence.OPERATE}


def test_an_actor_cannot_be_changed_once_made():
    someone = actor_of(AffiliationFactory(), on=timezone.localdate())

    with pytest.raises(AttributeError):
        someone.role = AffiliationRole.MANAGER
