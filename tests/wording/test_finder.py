"""The guard finds what it must, leaves the rest alone, and takes no longer than it may."""

import time

import pytest

from jalon.synthetic import phrases
from jalon.wording.finder import find
from jalon.wording.lexicon import CODES, lexicon
from jalon.wording.phrases import phrases_of
from tests.wording.corpus import CLASSES, CORPUS, NUMBERS

HELD_OUT = [one for one in CORPUS if one.is_held_out]
HARMLESS = [one for one in CORPUS if not one.classes]
LENGTH = 5_000


def codes(text):
    return {found.code for found in find(text)}


def words(text, code):
    return [text[one.start : one.end] for one in find(text) if one.code == code]


def test_the_corpus_is_large_enough_to_mean_something():
    assert len(CORPUS) >= 300
    assert len(HARMLESS) >= 100
    assert set(CLASSES) == set(CODES)
    for code in CODES:
        assert len([one for one in CORPUS if code in one.classes]) >= 25
        assert len([one for one in HELD_OUT if code in one.classes]) >= 10
    assert len({one.text for one in CORPUS}) == len(CORPUS)


@pytest.mark.parametrize("half", ["held out", "tuned on"])
@pytest.mark.parametrize("code", CODES)
def test_recall_and_precision_of_each_class(code, half):
    sentences = [one for one in CORPUS if one.is_held_out == (half == "held out")]
    wanted = {one.text for one in sentences if code in one.classes}
    given = {one.text for one in sentences if code in codes(one.text)}

    assert len(wanted & given) / len(wanted) >= 0.95, wanted - given
    assert len(wanted & given) / len(given) >= 0.95, given - wanted


def every_phrase(said):
    if isinstance(said, str):
        return [said]
    if isinstance(said, dict):
        return every_phrase(tuple(said.values()))
    if isinstance(said, tuple | list):
        return [phrase for part in said for phrase in every_phrase(part)]
    return []


def test_what_professionals_write_in_the_demonstration_is_left_alone():
    """Sentences about needs and steps, written before this guard and without thinking of it."""
    written = [one for name in vars(phrases) if name.isupper() for one in
               every_phrase(getattr(phrases, name))]  # fmt: skip

    assert len(written) > 80
    assert [one for one in written if find(one)] == []


def test_the_very_words_are_told():
    text = "Vue hier. Elle dit être en DÉPRESSION depuis mars, et sort de garde à vue."

    assert words(text, "health") == ["DÉPRESSION"]
    assert words(text, "justice") == ["garde à vue"]


@pytest.mark.parametrize("name", sorted(NUMBERS))
def test_a_number_is_found_whole_amid_others(name):
    number = NUMBERS[name]
    text = f"le 12, {number}. 06 39 98 01 23"

    [found] = find(text)

    assert text[found.start : found.end] == number


@pytest.mark.parametrize(
    "name", ["compact", "corsica_compact", "iban", "rib", "card", "amex", "german"]
)
def test_a_number_with_a_wrong_key_is_just_a_number(name):
    number = NUMBERS[name]
    wrong = f"{number[:-1]}{(int(number[-1]) + 1) % 10}"

    assert find(f"numéro {wrong}") == []


@pytest.mark.parametrize(
    "text",
    [
        "Schizophre\u0301nie stabilisée",  # accents typed apart
        "SCHIZOPHRENIE STABILISEE",
        "schizophrène",
    ],
)
def test_accents_and_case_do_not_matter(text):
    assert codes(text) == {"health"}


def test_surroundings_count_in_the_same_sentence_only():
    assert codes("Il cherche un poste. Prison depuis mars.") == {"justice"}
    assert codes("Il cherche un poste en prison") == set()


def fastest(text):
    times = []
    for _again in range(7):
        start = time.process_time()  # this work alone, on a machine that does others
        find(text)
        times.append(time.process_time() - start)
    return min(times)


def repeated(text, length):
    return (text * (length // len(text) + 1))[:length]


@pytest.mark.parametrize("kind", ["harmless", "sensitive"])
def test_five_thousand_characters_take_five_milliseconds(kind):
    wanted = kind == "sensitive"
    text = " ".join(one.text for one in CORPUS if bool(one.classes) == wanted)[:LENGTH]
    assert len(text) == LENGTH
    find(text)  # the lexicons are read once, by the first text

    assert fastest(text) <= 0.005


HOSTILE = [
    "1 ", "1", "1.-", "12345 ", "4970 1000 0000 0001 ", "FR76 ", "FR76", "A", " ", "il est noir ",
    "enfant ", "enfant a b c ", "é", "e\u0301", "garde à ", "\n.", "2A", "1 84 05 ",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE, ids=ascii)
def test_a_hostile_text_takes_time_in_proportion_to_its_length(piece):
    """Eight times longer: sixteen times the time would be a square, or worse."""
    find(repeated(piece, LENGTH))
    short, long = fastest(repeated(piece, LENGTH)), fastest(repeated(piece, 8 * LENGTH))

    assert long <= max(16 * short, 0.03)
    assert short <= 0.05


def test_every_class_says_how_grave_it_is_since_when_and_by_which_text():
    for code, one in lexicon().classes.items():
        assert (one.code, one.since.year >= 2026) == (code, True)
        assert any(text in one.source for text in ("RGPD", "loi", "Loi"))


@pytest.mark.parametrize("wrong", [".. alcool", "alcool ..", "al*"])
def test_a_line_of_a_lexicon_that_would_match_too_much_is_refused(wrong):
    with pytest.raises(ValueError, match=r"phrase|letters"):
        phrases_of(wrong, 0)
