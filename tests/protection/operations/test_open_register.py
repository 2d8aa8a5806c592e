import pytest
from django.utils import timezone

from jalon.kernel.errors import Denied
from jalon.protection.models import RegisterLookup
from jalon.protection.operations import MotiveMissing, open_register
from tests.factories import actor
from tests.facts import recorded
from tests.protection.situations import MANAGER, OFFICER, officer_of
from tests.space.situations import camille

pytestmark = pytest.mark.django_db


def test_the_register_is_opened_with_a_motive_that_is_kept():
    dossier = camille()
    officer, at = officer_of(dossier), timezone.now()

    lookup = open_register(dossier=dossier, motive=" Plainte reçue. ", by=officer, at=at)

    lookup.refresh_from_db()
    assert (lookup.motive, lookup.affiliation_id) == ("Plainte reçue.", officer.affiliation_id)
    fact = {"lookup_id": lookup.pk, "dossier_id": dossier.pk}
    assert recorded() == [("register.opened", fact)]


def test_nobody_else_opens_it_and_nobody_without_a_motive():
    dossier = camille()
    strangers = [
        actor(role=OFFICER),
        actor(role=MANAGER, organisation=dossier.referent.organisation),
        actor(dossier.referent.affiliation),
    ]

    for other in strangers:
        with pytest.raises(Denied):
            open_register(dossier=dossier, motive="Curiosité", by=other, at=timezone.now())
    with pytest.raises(MotiveMissing):
        open_register(dossier=dossier, motive=" ", by=officer_of(dossier), at=timezone.now())
    assert not RegisterLookup.objects.exists()
