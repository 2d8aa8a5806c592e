import pytest
from django.utils import timezone

from jalon.entry.models import ReferentRequest
from jalon.entry.operations import AlreadyAsked, request_referent
from jalon.journal.models import Entry
from jalon.kernel.errors import Denied
from tests.factories import AffiliationFactory
from tests.space.situations import camille, person_actor

pytestmark = pytest.mark.django_db


def test_the_person_asks_once_at_a_time_and_her_team_is_not_told():
    dossier = camille()
    her, now = person_actor(dossier), timezone.now()

    asked = request_referent(dossier=dossier, reason=" ", by=her, at=now)

    assert (asked.reason, asked.organisation) == ("", dossier.referent.organisation)
    fact = Entry.objects.get(kind="referent.requested")
    assert fact.stream == f"referent_request/{asked.pk}"
    with pytest.raises(AlreadyAsked):
        request_referent(dossier=dossier, reason="Encore.", by=her, at=now)
    stranger = person_actor(camille(AffiliationFactory()))
    with pytest.raises(Denied):
        request_referent(dossier=dossier, reason="", by=stranger, at=now)
    assert ReferentRequest.objects.count() == 1
