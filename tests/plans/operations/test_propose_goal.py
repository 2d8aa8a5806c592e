"""A goal is proposed by one side, and binds nobody yet."""

import pytest

from jalon.access.policy.blocks import Block
from jalon.journal.models import Entry
from jalon.kernel.errors import Denied
from jalon.plans.models import Side, State
from jalon.plans.operations import propose_goal
from jalon.wording.guard import WordsToReview
from tests.factories import AffiliationFactory, actor
from tests.facts import recorded, refused
from tests.plans.situations import now

pytestmark = pytest.mark.django_db


def test_who_proposes_agrees_for_their_own_side_alone(world):
    by_referent = world.goal("Passer le permis", "mobilite", "mobilite")
    by_person = world.goal("Ouvrir une boutique", by=world.person)

    assert [by_referent.rank, by_person.rank] == [1, 2]
    for goal, side in ((by_referent, Side.BODY), (by_person, Side.PERSON)):
        assert (goal.state, goal.proposed_side) == (State.PROPOSED, side)
        assert goal.has_agreed(side)
        assert not goal.is_agreed
    assert list(by_referent.themes.values_list("theme", flat=True)) == ["mobilite"]
    assert recorded()[-2:] == [
        ("goal.proposed", {"dossier_id": world.dossier.pk, "goal_id": goal.pk, "role": side})
        for goal, side in ((by_referent, "body"), (by_person, "person"))
    ]
    assert set(Entry.objects.values_list("need", flat=True)) == {Block.CONTRACT}


def test_a_stranger_proposes_nothing(world):
    sentence = "Votre rôle auprès de cette personne ne permet pas d’écrire dans ce plan."
    with refused(Denied, sentence):
        world.goal(by=actor(AffiliationFactory()))


def test_the_words_of_professionals_are_looked_at_again_and_those_of_the_person_are_theirs(world):
    ill = "Soigner sa dépression"
    with pytest.raises(WordsToReview):
        world.goal(ill)

    assert world.goal(ill, by=world.person).title == ill
    with pytest.raises(WordsToReview):
        world.goal("Mon numéro est le 2 95 10 99 126 111 93", by=world.person)


def test_nothing_is_proposed_in_a_closed_dossier(world):
    world.dossier.closed_at = now()

    with pytest.raises(Denied):
        propose_goal(dossier=world.dossier, title="Tard", themes=[], by=world.person, at=now())
