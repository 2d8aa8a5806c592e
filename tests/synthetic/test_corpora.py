from collections import Counter

import pytest

from jalon.synthetic.corpora import (
    OWN_FIRST_NAMES,
    birthplaces,
    draw_first_names,
    first_names,
    origins,
    read_lines,
)
from jalon.synthetic.dice import person_dice

ORIGINS = origins().values


def names_of(file):
    return [line.split() for line in read_lines(file)]


def test_there_are_several_hundred_names_without_repetition():
    first = [
        (origin, sex, name.split("~")[0])
        for origin, sex, *names in names_of("first_names.txt")
        for name in names
    ]
    last = [name for names in names_of("surnames.txt")[1::2] for name in names]

    assert len({name for _, _, name in first}) > 600
    assert len(set(last)) > 600
    assert [entry for entry, count in Counter(first).items() if count > 1] == []


def test_names_are_written_as_the_civil_registry_does():
    text = " ".join(name.replace("_", " ") for names in names_of("surnames.txt") for name in names)

    for example in ("N'Guessan", "de La Tour", "Jean-Baptiste", "dos Santos", "Yılmaz", "Le Gall"):
        assert example in text


@pytest.mark.parametrize("origin", ORIGINS, ids=lambda origin: origin.key)
def test_every_origin_has_first_names_and_birthplaces(origin):
    dice = person_dice(1, 1)

    assert origin.key in OWN_FIRST_NAMES
    assert draw_first_names(dice, origin.key, female=True, born=1990)
    assert draw_first_names(dice, origin.key, female=False, born=1960)
    assert all(birthplaces(country).draw(dice) for country in origin.countries)


def test_a_first_name_follows_its_time():
    grandmothers = first_names("french", True, 1946 // 5)
    daughters = first_names("french", True, 2003 // 5)

    old = Counter(grandmothers.draw(person_dice(1, n)) for n in range(2000))
    new = Counter(daughters.draw(person_dice(1, n)) for n in range(2000))
    assert old["Monique"] > 10 > new["Monique"]
    assert new["Emma"] > 10 > old["Emma"]
