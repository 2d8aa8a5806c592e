import pytest
from django.urls import reverse
from django.utils import timezone

from jalon.accounts.models import Affiliation, AffiliationRole
from jalon.directory.operations import close_account, confirm_affiliation, reopen_account
from jalon.directory.operations.reopen_account import NothingToReopen
from jalon.kernel.errors import Denied
from tests.directory.requests import linked
from tests.directory.situations import administrator, everyone_else, manager_of
from tests.factories import AffiliationFactory, OrganisationFactory, UserFactory, actor
from tests.facts import recorded, refused
from tests.jobs import delivered

pytestmark = pytest.mark.django_db


def reopen(user, by, organisation):
    return reopen_account(
        user=user, organisation=organisation, role="professional", by=by, at=timezone.now()
    )


def closed():
    """Somebody who left, and whom ProConnect let in."""
    hat = AffiliationFactory(user__email="ada@organisme.example")
    linked(hat.user)
    close_account(user=hat.user, by=administrator(), at=timezone.now())
    hat.user.refresh_from_db()
    return hat.user


def test_who_comes_back_has_her_account_a_place_to_confirm_and_no_way_in_of_before():
    user, organisation = closed(), OrganisationFactory()
    before = len(recorded())

    hat = reopen(user, manager_of(organisation), organisation)

    user.refresh_from_db()
    assert (user.is_active, user.has_usable_password()) == (True, False)
    assert not user.federated_identities.filter(ended_at=None).exists()
    assert (hat.user, hat.confirmed_at) == (user, None)
    assert recorded()[before][0] == "account.reopened"
    assert recorded()[before][1] == {"user_id": user.pk, "organisation_id": organisation.pk}
    assert recorded()[before + 1][0] == "affiliation.granted"


def test_an_open_account_or_one_that_is_no_professional_s_is_not_reopened():
    organisation = OrganisationFactory()
    by, sentence = manager_of(organisation), "Ce compte n’est pas celui d’une personne partie."

    for user in (AffiliationFactory().user, UserFactory(is_active=False)):
        with refused(NothingToReopen, sentence):
            reopen(user, by, organisation)


def test_who_answers_for_nothing_here_reopens_nothing():
    user, organisation = closed(), OrganisationFactory()

    for someone in everyone_else(organisation):
        with refused(
            Denied, "Seule une personne responsable de cet organisme peut y ouvrir un compte."
        ):
            reopen(user, someone, organisation)


def test_the_manager_gives_her_a_place_again_and_her_first_password_comes_by_message(sign_in):
    user, organisation = closed(), OrganisationFactory()
    one, other = (
        AffiliationFactory(organisation=organisation, role=AffiliationRole.MANAGER)
        for _ in range(2)
    )
    typed = {"email": user.email, "civility": "Mme", "first_name": "Ada", "last_name": "Weber"}
    address = reverse("open_account", kwargs={"public_id": organisation.public_id})

    answer = sign_in(one).post(address, typed | {"role": "professional"})

    assert answer.status_code == 302
    hat = Affiliation.objects.get(user=user, organisation=organisation)
    confirm_affiliation(affiliation=hat, by=actor(other), at=timezone.now())
    sign_in(other).post(reverse("invite", kwargs={"public_id": hat.public_id}))
    [told] = [mail for mail in delivered() if mail.to == [user.email]]
    assert "/mot-de-passe/nouveau/" in told.body
