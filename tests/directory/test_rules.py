"""What is offered on the page is what the rule allows."""

import pytest

from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import Affiliation, AffiliationRole
from jalon.directory.queries import answered_for
from jalon.directory.rules import END_AFFILIATION, roles_to_give
from tests.directory.situations import administrator, everyone_else, manager_of
from tests.factories import AffiliationFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


def test_the_list_of_places_one_answers_for_says_what_the_rule_says():
    organisation = OrganisationFactory()
    AffiliationFactory.create_batch(2, organisation=organisation)
    everyone = [manager_of(organisation), administrator(), *everyone_else(organisation)]

    for someone in everyone:
        allowed = [
            hat
            for hat in Affiliation.objects.in_force(someone.today).order_by("pk")
            if END_AFFILIATION.allows(someone, hat)
        ]
        assert list(answered_for(someone).order_by("pk")) == allowed


def test_a_manager_may_give_every_role_but_that_of_the_platform():
    organisation = OrganisationFactory()
    manager = manager_of(organisation)

    assert roles_to_give(manager, organisation) == [
        role for role in AffiliationRole if role != AffiliationRole.ADMINISTRATOR
    ]
    assert roles_to_give(manager, OrganisationFactory()) == []


def test_the_platform_may_give_the_first_place_of_manager_then_none():
    organisation, by = OrganisationFactory(), administrator()

    assert roles_to_give(by, organisation) == [AffiliationRole.MANAGER]
    manager_of(organisation)
    assert roles_to_give(by, organisation) == []


def test_at_the_operator_administrators_name_administrators():
    by = administrator()
    operator = Affiliation.objects.get(pk=by.affiliation_id).organisation

    assert operator.kind == OrganisationKind.OPERATOR
    assert AffiliationRole.ADMINISTRATOR in roles_to_give(by, operator)
