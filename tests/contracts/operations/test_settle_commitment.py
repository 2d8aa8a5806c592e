import pytest
from django.utils import timezone

from jalon.contracts.operations import accept_commitment, settle_commitment
from jalon.contracts.turns import NotNow
from jalon.journal.models import Entry
from jalon.kernel.errors import Denied
from tests.contracts.situations import followed, promised
from tests.factories import AffiliationFactory, MembershipFactory, actor

pytestmark = pytest.mark.django_db


def settle(commitment, by, *, is_kept):
    return settle_commitment(
        commitment=commitment, is_kept=is_kept, proof="Reçu du 3", by=by, at=timezone.now()
    )


def test_each_side_says_what_became_of_either_s_promise():
    one = followed()
    own, bodys = promised(one)
    with pytest.raises(NotNow):
        settle(own, one.by, is_kept=True)
    for commitment in (own, bodys):
        accept_commitment(commitment=commitment, by=one.person, at=timezone.now())

    kept = settle(own, one.person, is_kept=True)
    missed = settle(bodys, one.by, is_kept=False)

    assert (kept.state, kept.settled_by, kept.proof) == ("kept", None, "Reçu du 3")
    assert (missed.state, missed.settled_by_id) == ("not_kept", one.by.affiliation_id)
    kinds = Entry.objects.values_list("kind", flat=True)
    assert {"commitment.kept", "commitment.missed"} <= set(kinds)


def test_a_partner_says_nothing_of_others_promises():
    one = followed()
    own, _bodys = promised(one)
    accept_commitment(commitment=own, by=one.person, at=timezone.now())
    partner = AffiliationFactory(organisation__kind="siae")
    MembershipFactory(dossier=one.dossier, affiliation=partner)

    with pytest.raises(Denied):
        settle(own, actor(partner), is_kept=False)
