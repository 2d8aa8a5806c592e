"""The person's pages read easily: measured, sentence by sentence and page by page (FALC)."""

from collections import defaultdict

import pytest

from jalon.contracts.models import Change, ContractKind
from jalon.contracts.queries.words import title_of
from tests.space.readability import (
    INSTEAD,
    PASSIVE,
    ease,
    jargon,
    sentences,
    syllables,
    texts_of_news,
    texts_of_pages,
    texts_of_templates,
)

LONGEST = 14  # words in a sentence
EASIEST, EASY = 95, 80  # of all the pages together, of each of them
FEWEST = 25  # words: of fewer, the measure says nothing

TEXTS = [*texts_of_templates(), *texts_of_pages(), *texts_of_news()]


def test_the_measure_tells_an_easy_text_from_a_hard_one():
    assert [syllables(word) for word in ("je", "porte", "écrivez", "référent", "année")] == [
        1, 1, 3, 3, 2,
    ]  # fmt: skip
    easy = ["Vous pouvez dire non.", "Rien ne s’arrête."]
    hard = ["La notification de la décision d'orientation interviendra ultérieurement."]
    assert ease(hard) < 30 < 85 < ease(easy)
    assert jargon(hard[0]) == ["notification", "orientation", "ultérieurement"]


def test_no_sentence_is_long():
    long = [
        (name, " ".join(words))
        for name, text in TEXTS
        for words in sentences(text)
        if len(words) > LONGEST
    ]
    assert long == []


def test_no_word_is_jargon():
    found = [
        (name, text, {word: INSTEAD[word] for word in words})
        for name, text in TEXTS
        if (words := jargon(text))
    ]
    assert found == []


def test_who_does_it_is_said():
    for hidden in ("Cet accès sera contrôlé", "Ce qui a été lu"):
        assert PASSIVE.search(hidden)
    assert [(name, text) for name, text in TEXTS if PASSIVE.search(text)] == []


def test_the_title_of_a_contract_says_what_it_is():
    titles = [title_of(ContractKind.ENGAGEMENT, change) for change in Change]
    assert [(title, found) for title in titles if (found := jargon(title))] == []


def test_all_the_pages_together_are_very_easy():
    assert len(TEXTS) > 250
    assert ease([text for _name, text in TEXTS]) >= EASIEST


def pages():
    told = defaultdict(list)
    for name, text in texts_of_templates():
        told[name].append(text)
    return {
        name: texts
        for name, texts in told.items()
        if sum(len(words) for text in texts for words in sentences(text)) >= FEWEST
    }


@pytest.mark.parametrize("name", sorted(pages()))
def test_each_page_is_easy(name):
    assert ease(pages()[name]) >= EASY
