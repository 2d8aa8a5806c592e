import pytest
from django.utils import timezone

from jalon.contracts.operations import propose_commitment, withdraw_commitment
from jalon.journal.models import Entry
from jalon.kernel.errors import Denied
from tests.contracts.situations import followed, promised
from tests.factories import MembershipFactory, actor

pytestmark = pytest.mark.django_db


def test_who_proposed_takes_it_back_and_who_was_asked_refuses():
    one = followed()
    own, bodys = promised(one)

    refused = withdraw_commitment(
        commitment=own, why="Je ne peux pas", by=one.person, at=timezone.now()
    )
    taken_back = withdraw_commitment(commitment=bodys, why="", by=one.by, at=timezone.now())

    assert {refused.state, taken_back.state} == {"withdrawn"}
    assert Entry.objects.filter(kind="commitment.withdrawn").count() == 2


def test_what_she_proposed_for_herself_is_hers():
    one = followed()
    hers = propose_commitment(
        dossier=one.dossier, text="Marcher", due_on=None, by=one.person, at=timezone.now()
    )
    colleague = MembershipFactory(dossier=one.dossier)

    for by in (one.by, actor(colleague.affiliation)):
        with pytest.raises(Denied):
            withdraw_commitment(commitment=hers, why="", by=by, at=timezone.now())
