import datetime as dt

import pytest
from django.utils import timezone

from jalon.contracts.models import Commitment
from jalon.contracts.operations import propose_commitment
from jalon.contracts.operations.propose_commitment import CannotPropose
from jalon.journal.models import Entry
from jalon.kernel.errors import Denied
from jalon.wording.guard import WordsToReview
from tests.contracts.situations import followed, promised, today
from tests.factories import AffiliationFactory, MembershipFactory, OrganisationFactory, actor

pytestmark = pytest.mark.django_db


def propose(one, by=None, **given):
    values = {"text": "Passer le code", "due_on": today(), "by": by or one.by}
    return propose_commitment(dossier=one.dossier, **{**values, **given}, at=timezone.now())


def test_both_sides_are_asked_in_the_same_way_and_nothing_binds():
    own, bodys = promised(followed())

    assert (own.bearer, bodys.bearer) == ("person", "organisation")
    assert {own.state, bodys.state} == {"proposed"}
    fact = Entry.objects.filter(kind="commitment.proposed").first()
    assert fact.need == "K"
    assert set(fact.payload) == {"dossier_id", "commitment_id"}


def test_the_person_proposes_too_and_her_words_are_hers():
    one = followed()

    commitment = propose(one, by=one.person, text="Je suis dépressive, j'irai doucement")

    assert (commitment.proposed_by, commitment.proposed_for) == (None, None)


def test_who_is_not_around_promises_nothing_and_no_past_day():
    one = followed()
    stranger = AffiliationFactory()
    payer = AffiliationFactory(organisation__kind="caf")
    MembershipFactory(dossier=one.dossier, affiliation=payer)

    with pytest.raises(CannotPropose):
        propose(one, organisation=OrganisationFactory())
    with pytest.raises(CannotPropose):
        propose(one, due_on=today() - dt.timedelta(days=1))
    for hat in (stranger, payer):
        with pytest.raises(Denied):
            propose(one, by=actor(hat))
    with pytest.raises(WordsToReview):
        propose(one, text="Son NIR est 295109912611193")
    assert not Commitment.objects.exists()
