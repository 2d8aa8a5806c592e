import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from jalon.accounts.actor import actor_of, hats
from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import Affiliation, AffiliationRole, Organisation, User
from jalon.directory.operations import (
    confirm_affiliation,
    end_affiliation,
    grant_affiliation,
    open_account,
)
from jalon.directory.operations.confirm_affiliation import NothingToConfirm
from jalon.directory.queries import confirmable, given_and_waiting, who_may_confirm
from jalon.directory.rules import CONFIRM_AFFILIATION
from jalon.kernel.errors import Denied
from tests.directory.situations import administrator, everyone_else, manager_of
from tests.factories import AffiliationFactory, OrganisationFactory, UserFactory, actor
from tests.facts import recorded, refused

pytestmark = pytest.mark.django_db

NOT_YOU = (
    "Une place est confirmée par une deuxième personne responsable : ni celle qui la donne,"
    " ni celle qui la reçoit, ni une personne arrivée depuis peu."
)


def given(by, organisation, *, user=None, role=AffiliationRole.PROFESSIONAL):
    """A place given by somebody, that waits."""
    user = user or UserFactory()
    return grant_affiliation(
        user=user, organisation=organisation, role=role, by=by, at=timezone.now()
    )


def confirm(hat, by):
    return confirm_affiliation(affiliation=hat, by=by, at=timezone.now())


def test_a_place_gives_no_right_before_a_second_person_confirms_it():
    organisation = OrganisationFactory()
    giver, second = manager_of(organisation), manager_of(organisation)
    hat = given(giver, organisation)
    assert hats(hat.user_id, on=giver.today) == []
    with pytest.raises(ValueError, match="not confirmed"):
        actor_of(hat, on=giver.today)

    confirm(hat, second)

    assert hats(hat.user_id, on=giver.today) == [hat]
    hat.refresh_from_db()
    assert (hat.granted_by_id, hat.confirmed_by_id) == (giver.user_id, second.user_id)
    fact = {
        "affiliation_id": hat.pk,
        "user_id": hat.user_id,
        "organisation_id": organisation.pk,
        "role": "professional",
    }
    assert recorded()[-1] == ("affiliation.confirmed", fact)
    before = recorded()
    confirm(hat, second)
    assert recorded() == before


def test_neither_the_giver_nor_the_receiver_nor_who_answers_for_nothing_confirms():
    organisation = OrganisationFactory()
    giver = manager_of(organisation)
    manager_of(organisation)
    hat = given(giver, organisation)
    holder = actor(user=hat.user, organisation=organisation, role=AffiliationRole.MANAGER)

    for someone in [giver, holder, *everyone_else(organisation), administrator()]:
        with refused(Denied, NOT_YOU):
            confirm(hat, someone)
        assert hat not in confirmable(someone)


def test_another_hat_of_the_giver_is_the_same_person():
    above = OrganisationFactory()
    organisation = OrganisationFactory(parent=above)
    giver = manager_of(organisation)
    other_hat = actor(
        user=User.objects.get(pk=giver.user_id), organisation=above, role=AffiliationRole.MANAGER
    )
    hat = given(giver, organisation)

    with refused(Denied, NOT_YOU):
        confirm(hat, other_hat)


@pytest.mark.parametrize("namesake_of", ["giver", "receiver"])
def test_a_second_account_under_the_same_name_is_the_same_person(namesake_of):
    organisation = OrganisationFactory()
    giver = manager_of(organisation)
    hat = given(giver, organisation)
    same = hat.user if namesake_of == "receiver" else User.objects.get(pk=giver.user_id)
    second_account = UserFactory(first_name=same.first_name.upper(), last_name=same.last_name)
    by = actor(user=second_account, organisation=organisation, role=AffiliationRole.MANAGER)

    with refused(Denied, NOT_YOU):
        confirm(hat, by)


def test_accounts_opened_in_a_circle_give_each_other_nothing():
    """A thief who is a manager has an accomplice confirmed; the accomplice confirms nobody yet."""
    organisation = OrganisationFactory()
    thief, tricked = manager_of(organisation), manager_of(organisation)
    accomplice = given(thief, organisation, role=AffiliationRole.MANAGER)
    confirm(accomplice, tricked)
    third = given(thief, organisation)
    by = actor_of(Affiliation.objects.get(pk=accomplice.pk), on=thief.today)

    with refused(Denied, NOT_YOU):
        confirm(third, by)
    with refused(
        Denied,
        "Seule une personne responsable de cet organisme y donne une place, et jamais à elle-même.",
    ):
        given(by, organisation, user=accomplice.user)

    long_after = accomplice.confirmed_at or timezone.now() - dt.timedelta(days=15)
    Affiliation.objects.filter(pk=accomplice.pk).update(
        confirmed_at=long_after - dt.timedelta(days=15)
    )
    settled = actor_of(Affiliation.objects.get(pk=accomplice.pk), on=thief.today)
    assert CONFIRM_AFFILIATION.allows(settled, third)


def test_where_nobody_else_answers_the_body_above_confirms_or_the_platform():
    above = OrganisationFactory()
    organisation = OrganisationFactory(parent=above)
    giver, over = manager_of(organisation), manager_of(above)
    platform = administrator()
    first, second = given(giver, organisation), given(giver, organisation)

    assert [one.pk for one in who_may_confirm(first, on=giver.today)] == [over.user_id]
    confirm(first, over)
    confirm(second, platform)

    third = given(giver, organisation)
    manager_of(organisation)
    with refused(Denied, NOT_YOU):
        confirm(third, platform)


def test_those_told_are_the_nearest_who_may():
    organisation = OrganisationFactory()
    giver, second = manager_of(organisation), manager_of(organisation)
    platform = administrator()
    alone = OrganisationFactory()
    lone_giver = manager_of(alone)

    def told(by, where):
        return [user.pk for user in who_may_confirm(given(by, where), on=by.today)]

    assert told(giver, organisation) == [second.user_id]
    assert told(lone_giver, alone) == [platform.user_id]


def test_the_list_is_the_rule():
    above = OrganisationFactory()
    organisations = [OrganisationFactory(parent=above), OrganisationFactory(parent=above), above]
    people = [manager_of(one) for one in organisations]
    people += [manager_of(organisations[0]), administrator(), actor(organisation=above)]
    newcomer = AffiliationFactory(
        organisation=above, role=AffiliationRole.MANAGER, confirmed_at=timezone.now()
    )
    people.append(actor(newcomer))
    waiting = [given(by, one) for by, one in zip(people[:3], organisations, strict=True)]
    waiting += [given(people[3], organisations[0])]

    for someone in people:
        allowed = {hat.pk for hat in waiting if CONFIRM_AFFILIATION.allows(someone, hat)}
        assert set(confirmable(someone).values_list("pk", flat=True)) == allowed
    assert list(given_and_waiting(people[0])) == [waiting[0]]


@pytest.mark.parametrize("state", ["ended", "account", "organisation"])
def test_what_ended_meanwhile_is_not_confirmed(state):
    organisation = OrganisationFactory()
    giver, second = manager_of(organisation), manager_of(organisation)
    hat = given(giver, organisation)
    if state == "ended":
        end_affiliation(affiliation=hat, by=second, at=timezone.now())
    elif state == "account":
        User.objects.filter(pk=hat.user_id).update(is_active=False)
    else:
        Organisation.objects.filter(pk=organisation.pk).update(closed_on=giver.today)

    with refused(NothingToConfirm, "Cette place a pris fin, ou ce compte est fermé."):
        confirm(hat, second)


@pytest.mark.parametrize(
    "forged",
    [
        {"granted_by": "holder"},
        {"confirmed_by": "holder"},
        {"granted_by": "other", "confirmed_by": "other"},
        {"confirmed_by": "other", "confirmed_at": None},
    ],
)
def test_the_database_itself_refuses_what_one_person_does_alone(forged):
    hat = AffiliationFactory()
    people = {"holder": hat.user, "other": UserFactory()}
    values = {name: people.get(value, value) for name, value in forged.items()}

    with pytest.raises(IntegrityError), transaction.atomic():
        Affiliation.objects.filter(pk=hat.pk).update(**values)


def test_a_new_account_acts_only_once_confirmed():
    organisation = OrganisationFactory()
    giver, second = manager_of(organisation), manager_of(organisation)
    hat = open_account(
        email="ada@organisme.example",
        civility="Mme",
        first_name="Ada",
        last_name="Weber",
        organisation=organisation,
        role="professional",
        by=giver,
        at=timezone.now(),
    )

    assert hats(hat.user_id, on=giver.today) == []
    confirm(hat, second)
    assert hats(hat.user_id, on=giver.today) == [hat]


def test_the_server_stands_in_for_the_second_administrator(capsys):
    operator = OrganisationFactory(kind=OrganisationKind.OPERATOR)
    only = actor(organisation=operator, role=AffiliationRole.ADMINISTRATOR)
    hat = given(only, operator, role=AffiliationRole.ADMINISTRATOR)
    User.objects.filter(pk=hat.user_id).update(password="!")
    arguments = ["confirm_affiliation", "--email", hat.user.email, "--siret", operator.siret]

    call_command(*arguments)

    assert "They choose a password at: /" in capsys.readouterr().out
    assert hats(hat.user_id, on=only.today) == [hat]
    with pytest.raises(CommandError, match="No place waits"):
        call_command(*arguments)
