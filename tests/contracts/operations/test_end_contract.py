import pytest
from django.utils import timezone

from jalon.contracts.operations import end_contract
from jalon.journal.models import Entry
from jalon.kernel.errors import Denied
from tests.contracts.situations import signed, today
from tests.factories import MembershipFactory, actor

pytestmark = pytest.mark.django_db


def test_the_referent_ends_it_and_what_was_signed_stays():
    one = signed()
    colleague = MembershipFactory(dossier=one.dossier)
    with pytest.raises(Denied):
        end_contract(contract=one.contract, by=actor(colleague.affiliation), at=timezone.now())

    ended = end_contract(contract=one.contract, by=one.by, at=timezone.now())

    assert (ended.state, ended.ended_on) == ("ended", today())
    assert one.version.files.filter(kind="signed").count() == 1
    assert Entry.objects.get(kind="contract.ended").payload["status"] == "ended"
