import pytest
from django.utils import timezone

from jalon.contracts.operations import accept_contract, revise_contract
from jalon.contracts.proofs import on_tablet
from jalon.contracts.turns import Changed, NotNow
from tests.contracts.situations import accepted, drafted, mark, offered, signed, terms

pytestmark = pytest.mark.django_db


def test_what_was_offered_is_no_longer_to_be_accepted():
    one = offered()

    revised = revise_contract(
        contract=one.contract,
        seen=mark(one),
        terms=terms(weekly_hours=4),
        by=one.by,
        at=timezone.now(),
    )

    assert revised.state == "draft"
    with pytest.raises(NotNow):
        accept_contract(
            contract=one.contract,
            seen=1,
            proof=on_tablet("Camille", "Ada"),
            by=one.by,
            at=timezone.now(),
        )
    assert '"weekly_hours": 6' in one.contract.versions.get().document  # frozen


def test_what_is_signed_is_amended_not_revised():
    one = signed()

    with pytest.raises(NotNow):
        revise_contract(
            contract=one.contract, seen=mark(one), terms=terms(), by=one.by, at=timezone.now()
        )


def test_a_yes_and_what_a_colleague_wrote_are_not_undone_unread():
    yes, draft = accepted(), drafted()
    before = mark(draft)
    revise(draft, before, words="Écrit par une collègue.")

    for one, seen in ((yes, "offered-then"), (draft, before)):
        with pytest.raises(Changed):
            revise(one, seen, words="Écrit avant.")

    yes.contract.refresh_from_db()
    assert yes.contract.state == "accepted"
    draft.contract.terms.refresh_from_db()
    assert draft.contract.terms.words == "Écrit par une collègue."


def revise(one, seen, **given):
    given = terms(**given)
    revise_contract(contract=one.contract, seen=seen, terms=given, by=one.by, at=timezone.now())
