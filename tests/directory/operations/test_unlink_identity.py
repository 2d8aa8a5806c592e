import pytest
from django.utils import timezone

from jalon.directory.operations import link_identity, unlink_identity
from jalon.kernel.errors import Denied
from tests.directory.requests import linked, vouched
from tests.directory.situations import everyone_else
from tests.factories import AffiliationFactory, actor
from tests.facts import recorded, refused

pytestmark = pytest.mark.django_db


def unlink(identity, by):
    return unlink_identity(identity=identity, by=by, at=timezone.now())


def test_its_holder_ends_an_identity_once_and_may_link_it_again():
    hat = AffiliationFactory()
    identity = linked(hat.user)

    unlink(identity, actor(hat))
    unlink(identity, actor(hat))

    identity.refresh_from_db()
    assert identity.ended_at is not None
    fact = {"identity_id": identity.pk, "user_id": hat.user_id}
    assert recorded() == [("identity.unlinked", fact)]
    assert link_identity(user=hat.user, vouched=vouched(), by=actor(hat), at=timezone.now())


def test_nobody_ends_the_identity_of_somebody_else():
    hat = AffiliationFactory()
    identity = linked(hat.user)

    for someone in everyone_else(hat.organisation):
        with refused(Denied, "Ce compte est relié à ProConnect par la personne qui le tient."):
            unlink(identity, someone)
