import itertools

import pytest

from jalon.dossiers.models import THEMES, NoteKind
from jalon.synthetic import phrases, proportions
from jalon.synthetic.dice import person_dice

# Words that would name an illness: health is only ever what one can and cannot do.
DIAGNOSES = (
    "dépress", "cancer", "diabèt", "alcool", "addict", "drogue", "psych", "schizo", "bipol",
    "maladie", "malade", "handicap", "hépat", "vih", "suicid", "burn", "traitement", "médicament",
)  # fmt: skip


def every_sentence():
    lists = [*phrases.OPENINGS.values(), *phrases.ABOUT.values()]
    return [
        *itertools.chain.from_iterable(lists),
        *phrases.NO_NEWS,
        *phrases.GENERAL,
        *phrases.NEXT,
        *phrases.PRIVATE,
    ]


@pytest.mark.parametrize("word", DIAGNOSES)
def test_no_sentence_names_an_illness(word):
    assert [sentence for sentence in every_sentence() if word in sentence.lower()] == []


def test_sentences_are_about_themes_that_exist():
    assert set(phrases.ABOUT) <= set(THEMES)
    assert {*proportions.MAIN_BARRIERS, *proportions.OTHER_BARRIERS} <= set(THEMES)


def test_a_note_speaks_of_a_woman_or_of_a_man():
    for number in range(400):
        dice = person_dice(1, number)
        female = number % 2 == 0
        kind, body = phrases.draw_note(
            dice, ["mobilite", "famille"], female=female, private=number % 5 == 0
        )
        assert kind in NoteKind.values
        assert "{" not in body
        others = ("Monsieur", "monsieur") if female else ("Madame", "madame")
        assert not any(word in body for word in others)


def test_notes_are_varied():
    bodies = {
        phrases.draw_note(person_dice(1, n), ["sante", "mobilite"], female=True, private=False)[1]
        for n in range(500)
    }
    assert len(bodies) > 350
