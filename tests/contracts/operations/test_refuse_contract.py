import pytest
from django.utils import timezone

from jalon.contracts.operations import refuse_contract, sign_contract
from jalon.contracts.turns import Changed, NotNow
from jalon.journal.models import Entry
from tests.contracts.situations import accepted

pytestmark = pytest.mark.django_db


def test_she_says_no_even_after_a_yes_as_long_as_nobody_signed():
    one = accepted()

    answer = {"contract": one.contract, "word": "Je préfère attendre", "by": one.person}
    with pytest.raises(Changed):
        refuse_contract(**answer, seen=0, at=timezone.now())
    refused = refuse_contract(**answer, seen=1, at=timezone.now())

    assert (refused.state, refused.terms.refusal) == ("refused", "Je préfère attendre")
    assert Entry.objects.get(kind="contract.refused").user_id == one.user.pk
    with pytest.raises(NotNow):
        sign_contract(contract=one.contract, seen=1, by=one.by, at=timezone.now())
