import pytest
from django.utils import timezone

from jalon.accounts.models import FederatedIdentity, IdentityProvider, User
from jalon.directory.operations import link_identity
from jalon.directory.operations.link_identity import IdentityCannotBeLinked
from jalon.kernel.errors import Denied
from tests.directory.requests import linked, vouched
from tests.directory.situations import everyone_else, manager_of
from tests.factories import AffiliationFactory, UserFactory, actor
from tests.facts import recorded, refused

pytestmark = pytest.mark.django_db


def link(user, by, who=None):
    return link_identity(user=user, vouched=who or vouched(), by=by, at=timezone.now())


def test_its_holder_lets_an_account_be_opened_by_proconnect():
    hat = AffiliationFactory()

    identity = link(hat.user, actor(hat))

    assert (identity.user, identity.provider, identity.idp_id, identity.subject) == (
        hat.user,
        "proconnect",
        "idp-one",
        "zoe",
    )
    assert recorded() == [("identity.linked", {"identity_id": identity.pk, "user_id": hat.user_id})]


def test_an_identity_opens_one_account_and_the_same_subject_elsewhere_is_somebody_else():
    other, hat = AffiliationFactory(), AffiliationFactory()
    linked(other.user)

    with refused(IdentityCannotBeLinked, "Cette identité ProConnect ouvre déjà un compte."):
        link(hat.user, actor(hat))

    assert link(hat.user, actor(hat), vouched(idp_id="idp-two"))


def test_a_professional_account_is_never_opened_by_franceconnect():
    hat = AffiliationFactory()

    with refused(IdentityCannotBeLinked, "Ce compte ne peut pas être relié à ProConnect."):
        link(hat.user, actor(hat), vouched(provider=IdentityProvider.FRANCECONNECT))


def test_the_account_of_a_supported_person_is_never_opened_by_proconnect():
    hat = AffiliationFactory()
    FederatedIdentity.objects.create(
        user=hat.user,
        provider=IdentityProvider.FRANCECONNECT,
        issuer="https://fc.example",
        subject="fc",
        linked_at=timezone.now(),
    )

    with refused(IdentityCannotBeLinked, "Ce compte ne peut pas être relié à ProConnect."):
        link(hat.user, actor(hat))


def test_nobody_links_the_account_of_somebody_else():
    hat, sentence = AffiliationFactory(), "Ce compte est relié à ProConnect par la personne "
    AffiliationFactory(user=hat.user)  # a place elsewhere: its manager does not answer for all

    for someone in [*everyone_else(hat.organisation), manager_of(hat.organisation)]:
        with refused(Denied, f"{sentence}qui le tient."):
            link(hat.user, someone)
    with refused(Denied, f"{sentence}qui le tient."):
        link(UserFactory(), manager_of(hat.organisation))
    assert User.objects.count() > 2
