import pytest
from django.utils import timezone

from jalon.contracts.operations import accept_contract, revise_contract
from jalon.contracts.proofs import on_tablet
from jalon.contracts.turns import NotNow
from tests.contracts.situations import offered, signed, terms

pytestmark = pytest.mark.django_db


def test_what_was_offered_is_no_longer_to_be_accepted():
    one = offered()

    revised = revise_contract(
        contract=one.contract, terms=terms(weekly_hours=4), by=one.by, at=timezone.now()
    )

    assert revised.state == "draft"
    with pytest.raises(NotNow):
        accept_contract(
            contract=one.contract, proof=on_tablet("Camille", "Ada"), by=one.by, at=timezone.now()
        )
    assert '"weekly_hours": 6' in one.contract.versions.get().document  # frozen


def test_what_is_signed_is_amended_not_revised():
    one = signed()

    with pytest.raises(NotNow):
        revise_contract(contract=one.contract, terms=terms(), by=one.by, at=timezone.now())
