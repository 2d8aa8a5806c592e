import pytest
from django.utils import timezone

from jalon.accounts.models import Affiliation, AffiliationRole, User
from jalon.directory.departures import LastManager
from jalon.directory.operations import close_account, grant_affiliation
from jalon.dossiers.operations import StillReferent
from jalon.kernel.errors import Denied
from tests.directory.situations import administrator, everyone_else, manager_of
from tests.factories import (
    AffiliationFactory,
    OrganisationFactory,
    UserFactory,
    actor,
    make_dossier,
)
from tests.facts import recorded, refused

pytestmark = pytest.mark.django_db


def close(user, by):
    return close_account(user=user, by=by, at=timezone.now())


def test_all_places_end_and_nobody_signs_in_with_it_again():
    user = UserFactory()
    first, second = AffiliationFactory.create_batch(2, user=user)
    user.set_password("une phrase de passe inventée")
    user.save()

    close(user, administrator())

    user.refresh_from_db()
    assert (user.is_active, user.has_usable_password()) == (False, False)
    assert not user.affiliations.filter(ended_on=None).exists()
    assert [kind for kind, _ in recorded()] == [
        "affiliation.ended",
        "affiliation.ended",
        "account.closed",
    ]
    assert recorded()[-1] == ("account.closed", {"user_id": user.pk})
    assert {payload["affiliation_id"] for _, payload in recorded()[:2]} == {first.pk, second.pk}


def test_closing_twice_is_one_fact():
    user, by = UserFactory(), administrator()

    close(user, by)
    close(user, by)

    assert len(recorded()) == 1


def test_an_organisation_closes_an_account_only_when_it_gave_all_its_places():
    hat = AffiliationFactory()
    elsewhere = AffiliationFactory(user=hat.user)
    by = manager_of(hat.organisation)

    sentence = (
        "Cette personne a aussi une place ailleurs : mettez fin à son rattachement chez vous."
    )
    with refused(Denied, sentence):
        close(hat.user, by)

    Affiliation.objects.filter(pk=elsewhere.pk).update(ended_on=by.today)
    assert not close(hat.user, by).is_active


def test_who_answers_for_nothing_closes_nothing():
    hat = AffiliationFactory()

    for someone in [*everyone_else(hat.organisation), actor(hat)]:
        with refused(
            Denied,
            "Cette personne a aussi une place ailleurs : mettez fin à son rattachement chez vous.",
        ):
            close(hat.user, someone)


def test_people_are_handed_over_first():
    hat = AffiliationFactory()
    make_dossier(referent=hat)
    by = administrator()

    sentence = "Une personne resterait sans référent ou référente : passez d’abord le relais."
    with refused(StillReferent, sentence):
        close(hat.user, by)

    assert User.objects.get(pk=hat.user_id).is_active
    assert hat in Affiliation.objects.in_force(by.today)


def test_the_last_manager_does_not_close_their_own_account():
    by = manager_of(OrganisationFactory(short_name="CCAS"))

    sentence = "CCAS n’aurait plus de responsable : nommez d’abord quelqu’un d’autre."
    with refused(LastManager, sentence):
        close(User.objects.get(pk=by.user_id), by)


def test_the_last_administrator_does_not_lock_the_platform():
    by = administrator()

    with pytest.raises(LastManager):
        close(User.objects.get(pk=by.user_id), by)

    assert recorded() == []


def test_when_the_last_manager_vanished_the_platform_closes_and_names_the_first_again():
    organisation = OrganisationFactory()
    vanished, by = manager_of(organisation), administrator()

    close(User.objects.get(pk=vanished.user_id), by)

    assert grant_affiliation(
        user=UserFactory(),
        organisation=organisation,
        role=AffiliationRole.MANAGER,
        by=by,
        at=timezone.now(),
    )
