import pytest
from django.utils import timezone

from jalon.accounts.models import AffiliationRole
from jalon.dossiers.models import Objection
from jalon.dossiers.operations import end_objection
from jalon.kernel.errors import Denied
from tests.factories import AffiliationFactory, actor, make_dossier
from tests.facts import recorded

pytestmark = pytest.mark.django_db
OFFICER = AffiliationRole.DATA_PROTECTION


def situation():
    """An objection in force, and the officer who may end it."""
    hat = AffiliationFactory()
    dossier = make_dossier(referent=hat)
    objection = Objection.objects.create(dossier=dossier, block="N", granted_at=timezone.now())
    return objection, actor(role=OFFICER, organisation=hat.organisation)


def test_an_objection_ends_once():
    objection, officer = situation()
    at = timezone.now()

    end_objection(objection=objection, by=officer, at=at)
    end_objection(objection=objection, by=officer, at=timezone.now())

    objection.refresh_from_db()
    assert objection.ended_at == at
    lead = objection.dossier.referent.organisation_id
    fact = {"dossier_id": objection.dossier_id, "objection_id": objection.pk, "told_to": lead}
    assert recorded() == [("objection.ended", fact)]


def test_another_officer_or_the_referent_does_not_end_it():
    objection, _officer = situation()

    for hat in (AffiliationFactory(role=OFFICER), objection.dossier.referent.affiliation):
        with pytest.raises(Denied):
            end_objection(objection=objection, by=actor(hat), at=timezone.now())

    objection.refresh_from_db()
    assert objection.ended_at is None
