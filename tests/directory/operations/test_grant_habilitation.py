import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import AffiliationRole, Habilitation
from jalon.directory.operations import end_habilitation, grant_habilitation
from jalon.directory.operations.grant_habilitation import NoLongerThere, TooLong
from jalon.kernel.errors import Denied
from tests.directory.situations import administrator, everyone_else, manager_of
from tests.factories import AffiliationFactory, OrganisationFactory, UserFactory, actor
from tests.facts import recorded

pytestmark = pytest.mark.django_db
MANAGER = AffiliationRole.MANAGER


def grant(hat, by, *, kind="break_glass", days=90):
    until = timezone.localdate() + dt.timedelta(days=days)
    return grant_habilitation(affiliation=hat, kind=kind, until_on=until, by=by, at=timezone.now())


def test_a_manager_trusts_a_colleague_for_a_time():
    hat = AffiliationFactory()
    manager = manager_of(hat.organisation)

    trust = grant(hat, manager)

    assert Habilitation.objects.in_force(manager.today).get() == trust
    assert trust.granted_by_id == manager.affiliation_id
    [(kind, payload)] = recorded()
    assert kind == "habilitation.granted"
    assert (payload["ground"], payload["affiliation_id"]) == ("break_glass", hat.pk)


def test_given_again_it_goes_on_until_the_new_day_and_there_is_one():
    hat = AffiliationFactory()
    manager = manager_of(hat.organisation)
    grant(hat, manager, days=3)

    later = grant(hat, manager, days=30)
    grant(hat, manager, kind="secrecy")

    in_force = Habilitation.objects.in_force(manager.today)
    assert list(in_force.filter(kind="break_glass")) == [later]
    assert in_force.count() == 2


def test_never_for_more_than_a_year_nor_for_a_day_that_has_passed():
    hat = AffiliationFactory()
    manager = manager_of(hat.organisation)

    for days in (0, -1, 366):
        with pytest.raises(TooLong):
            grant(hat, manager, days=days)
    assert not Habilitation.objects.exists()


def test_nobody_else_trusts_anybody_and_nobody_themselves():
    hat = AffiliationFactory()
    own = AffiliationFactory(organisation=hat.organisation, role=MANAGER)
    second_hat = AffiliationFactory(organisation=hat.organisation, user=own.user)
    twin = AffiliationFactory(
        organisation=hat.organisation,
        user=UserFactory(first_name=own.user.first_name, last_name=own.user.last_name),
    )

    for stranger in [*everyone_else(hat.organisation), administrator()]:
        with pytest.raises(Denied):
            grant(hat, stranger)
    for same in (own, second_hat, twin):
        with pytest.raises(Denied):
            grant(same, actor(own))
    with pytest.raises(IntegrityError), transaction.atomic():
        Habilitation.objects.create(
            affiliation=own, kind="secrecy", started_on=timezone.localdate(),
            ended_on=timezone.localdate(), granted_by=own,
        )  # fmt: skip


def test_a_newcomer_trusts_nobody():
    hat = AffiliationFactory()
    new = AffiliationFactory(
        organisation=hat.organisation, role=MANAGER, confirmed_at=timezone.now()
    )

    with pytest.raises(Denied):
        grant(hat, actor(new))


def test_the_manager_of_the_body_above_trusts_the_only_manager():
    above = OrganisationFactory()
    hat = AffiliationFactory(role=MANAGER, organisation=OrganisationFactory(parent=above))

    assert grant(hat, manager_of(above))


def test_platform_staff_and_roles_without_people_are_never_trusted():
    operator = OrganisationFactory(kind=OrganisationKind.OPERATOR)
    body = OrganisationFactory()
    hats = [
        AffiliationFactory(organisation=operator),
        AffiliationFactory(organisation=body, role=AffiliationRole.STEERING),
        AffiliationFactory(organisation=body, role=AffiliationRole.DATA_PROTECTION),
    ]

    for hat in hats:
        with pytest.raises(Denied):
            grant(hat, manager_of(hat.organisation))


def test_who_has_left_is_trusted_no_more():
    hat = AffiliationFactory()
    hat.ended_on = timezone.localdate()
    hat.save()

    with pytest.raises(NoLongerThere):
        grant(hat, manager_of(hat.organisation))


def test_ended_and_given_again_the_same_day():
    hat = AffiliationFactory()
    manager = manager_of(hat.organisation)
    end_habilitation(habilitation=grant(hat, manager), by=manager, at=timezone.now())

    assert grant(hat, manager).ended_on > manager.today
