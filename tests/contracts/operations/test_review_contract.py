import datetime as dt

import pytest
from django.utils import timezone

from jalon.contracts.operations import review_contract
from jalon.contracts.terms import BadTerms
from jalon.journal.models import Entry
from tests.contracts.situations import signed, today

pytestmark = pytest.mark.django_db


def test_it_stands_until_the_next_time():
    one = signed()
    next_on = today() + dt.timedelta(days=120)

    reviewed = review_contract(contract=one.contract, next_on=next_on, by=one.by, at=timezone.now())

    assert (reviewed.state, reviewed.review_on) == ("signed", next_on)
    payload = Entry.objects.get(kind="contract.reviewed").payload
    assert payload["review_on"] == next_on.isoformat()
    with pytest.raises(BadTerms):
        review_contract(
            contract=one.contract, next_on=today() + dt.timedelta(days=999), by=one.by,
            at=timezone.now(),
        )  # fmt: skip
