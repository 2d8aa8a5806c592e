import pytest
from django.utils import timezone

from jalon.kernel.errors import Denied
from jalon.protection.operations import accept_request, prove_identity
from jalon.protection.operations.prove_identity import NothingToProve
from jalon.protection.queries.closing import IdentityUnproved
from tests.factories import actor
from tests.facts import recorded
from tests.protection.situations import OFFICER, asked, entered, officer_of
from tests.space.situations import camille

pytestmark = pytest.mark.django_db


def test_nothing_is_granted_before_it_is_known_who_asks():
    dossier = camille()
    officer, at = officer_of(dossier), timezone.now()
    request = entered(dossier, officer, identity_proof="awaited")
    with pytest.raises(IdentityUnproved):
        accept_request(request=request, answer="Voici.", by=officer, at=at)

    prove_identity(request=request, proof="callback", by=officer, at=at)

    request.refresh_from_db()
    assert request.identity_proof == "callback"
    assert recorded()[-1] == ("identity.proved", {"request_id": request.pk})
    assert accept_request(request=request, answer="Voici.", by=officer, at=at).state == "accepted"


def test_it_is_noted_once_with_a_proof_by_whoever_is_in_charge():
    dossier = camille()
    officer, at = officer_of(dossier), timezone.now()
    waits = entered(dossier, officer, identity_proof="awaited")

    with pytest.raises(Denied):
        prove_identity(request=waits, proof="document", by=actor(role=OFFICER), at=at)
    for request, proof in (
        (waits, "account"),
        (waits, "awaited"),
        (asked(dossier, "erasure"), "known"),
    ):
        with pytest.raises(NothingToProve):
            prove_identity(request=request, proof=proof, by=officer, at=at)
