import pytest
from django.utils import timezone

from jalon.accounts.models import AffiliationRole
from jalon.entry.operations import limit_caseload
from jalon.entry.queries.candidates import places_left
from jalon.kernel.errors import Denied
from tests.factories import AffiliationFactory, actor, make_dossier

pytestmark = pytest.mark.django_db


def test_the_limit_less_the_people_accompanied():
    hat = AffiliationFactory()
    make_dossier(referent=hat)
    manager = AffiliationFactory(organisation=hat.organisation, role=AffiliationRole.MANAGER)
    today = timezone.localdate()
    usual = places_left([hat], today=today)

    for most in (30, 40):
        limit_caseload(affiliation=hat, most=most, by=actor(manager), at=timezone.now())

    assert (usual, places_left([hat], today=today)) == ({hat.pk: 59}, {hat.pk: 39})
    with pytest.raises(Denied):
        limit_caseload(affiliation=hat, most=1, by=actor(hat), at=timezone.now())
