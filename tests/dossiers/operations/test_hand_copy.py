import pytest
from django.utils import timezone

from jalon.accounts.models import AffiliationRole
from jalon.dossiers.operations import hand_copy
from jalon.kernel.errors import Denied
from tests.factories import AffiliationFactory, MembershipFactory, actor, make_dossier
from tests.facts import recorded

pytestmark = pytest.mark.django_db


def test_the_referent_hands_a_copy_and_it_is_on_record():
    dossier = make_dossier()

    hand_copy(dossier=dossier, by=actor(dossier.referent.affiliation), at=timezone.now())

    assert recorded() == [("copy.handed", {"dossier_id": dossier.pk})]


def test_nobody_else_hands_it():
    dossier = make_dossier()
    member = MembershipFactory(dossier=dossier).affiliation
    officer = AffiliationFactory(
        role=AffiliationRole.DATA_PROTECTION, organisation=dossier.referent.organisation
    )

    for hat in (member, officer, AffiliationFactory()):
        with pytest.raises(Denied):
            hand_copy(dossier=dossier, by=actor(hat), at=timezone.now())
    assert recorded() == []
