from decimal import Decimal

import pytest
from django.utils import translation

from jalon.dossiers.models import TeamRole
from jalon.ui import words


@pytest.fixture(autouse=True)
def french():
    with translation.override("fr"):
        yield


def test_numbers_are_written_in_french() -> None:
    assert words.number(12345.6) == "12\u202f345,6"
    assert words.euros(1200) == "1\u202f200\xa0€"
    assert words.euros(Decimal("1200.50")) == "1\u202f200,50\xa0€"


def test_zero_and_one_are_singular_in_french() -> None:
    said = [words.plural(count, "dossier", "dossiers") for count in (0, 1, 2)]

    assert said == ["0\xa0dossier", "1\xa0dossier", "2\xa0dossiers"]


def test_french_alphabetical_order_ignores_accents_and_case() -> None:
    assert words.french_sort(["zèbre", "Œuvre", "Élan", "obole", "eau"]) == [
        "eau",
        "Élan",
        "obole",
        "Œuvre",
        "zèbre",
    ]


def test_a_list_ends_with_and() -> None:
    assert words.listing(["a", "b", "c"]) == "a, b et c"
    assert words.listing(["a"]) == "a"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("+33387000000", "03 87 00 00 00"),
        ("0612345678", "06 12 34 56 78"),
        ("+352621123456", "+352 621 123 456"),
        ("demander à l'accueil", "demander à l'accueil"),
    ],
)
def test_telephone_numbers_as_read_aloud(typed: str, read: str) -> None:
    assert words.phone(typed) == read


def test_sentences_are_set_as_printers_do() -> None:
    assert (
        words.typeset("L'équipe « sociale » : qui ?") == "L’équipe «\xa0sociale\xa0»\xa0: qui\xa0?"
    )


def test_sentences_in_english_are_left_as_they_are() -> None:
    with translation.override("en"):
        assert words.typeset("It's here: why?") == "It's here: why?"


def test_what_is_made_once_per_language_is_that_of_the_reader():
    made = []

    @words.once_per_language
    def closing():
        made.append(words.locale())
        return translation.gettext("Fermer")

    said = []
    for language in ("fr", "en", "fr", "en"):
        with translation.override(language):
            said.append(closing() == translation.gettext("Fermer"))

    assert all(said)
    assert made == ["fr", "en"]


def test_a_label_is_that_of_its_code_in_each_language():
    for language in ("fr", "en"):
        with translation.override(language):
            for role in TeamRole:
                assert words.label(TeamRole, role.value) == str(role.label)
