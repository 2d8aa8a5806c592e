import pytest
from django.utils import timezone

from jalon.contracts.operations import accept_commitment, propose_commitment
from jalon.contracts.turns import NotNow
from jalon.journal.models import Entry
from jalon.kernel.errors import Denied
from tests.contracts.situations import followed, promised
from tests.factories import AffiliationFactory, MembershipFactory, actor

pytestmark = pytest.mark.django_db


def test_who_proposed_does_not_accept_and_the_other_side_does():
    one = followed()
    own, bodys = promised(one)
    for commitment in (own, bodys):
        with pytest.raises(Denied):
            accept_commitment(commitment=commitment, by=one.by, at=timezone.now())

        accepted = accept_commitment(commitment=commitment, by=one.person, at=timezone.now())

        assert accepted.state == "accepted"
    assert Entry.objects.filter(kind="commitment.accepted").count() == 2
    with pytest.raises(NotNow):
        accept_commitment(commitment=own, by=one.person, at=timezone.now())


def test_a_body_accepts_for_itself_alone_and_says_who_answers():
    one = followed()
    other = AffiliationFactory(organisation__kind="mission_locale")
    MembershipFactory(dossier=one.dossier, affiliation=other)
    asked = propose_commitment(
        dossier=one.dossier, text="Trouver un stage", due_on=None,
        organisation=other.organisation, by=one.person, at=timezone.now(),
    )  # fmt: skip
    for wrong in (one.by, one.person):
        with pytest.raises(Denied):
            accept_commitment(commitment=asked, by=wrong, at=timezone.now())

    accepted = accept_commitment(commitment=asked, by=actor(other), at=timezone.now())

    assert accepted.answers_id == other.pk
