"""Who somebody certified by FranceConnect is: surely, or not."""

import pytest
from babel import Locale

from jalon.people.queries import compared, reconciled
from jalon.territories.countries import FRENCH, ISO_OF
from tests.people.situations import camille, metz, pivot

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def communes():
    metz()


SAME = {
    "as written": ({}, {}),
    "accents, case, hyphens": (
        {"first_names": "JOSÉ-MARIE", "birth_name": "D’Été Noël"},
        {"first_names": "Jose Marie Paul", "birth_name": "D'ETE NOEL"},
    ),
    "all first names": ({"first_names": "Camille Rose"}, {}),
    "a name of use is no matter": ({"usage_name": "Durand"}, {"usage_name": "MARTIN"}),
    "the code typed for the place": ({"birth_place": "57463"}, {}),
    "a former commune": ({}, {"birth_place": "57111"}),
    "an addition to the place": ({"birth_place": "METZ (57)"}, {}),
    "born abroad": (
        {"birth_place": "Oran", "birth_country": "DZ"},
        {"birth_place": "", "birth_country": "99352"},
    ),
    "the country said twice": ({"birth_country": "FR"}, {}),
}


@pytest.mark.parametrize(("ours", "theirs"), SAME.values(), ids=SAME)
def test_everything_agrees_with_one_person(ours, theirs):
    person = camille(**ours)
    camille(birth_name="Autre")

    assert reconciled(pivot(**theirs)) == person


OTHERS = {
    "another birth name": {"birth_name": "Goff"},
    "the name of use for the birth name": {"birth_name": "Durand", "usage_name": "Le Goff"},
    "the second first name alone": {"first_names": "Rose"},
    "a first name that begins alike": {"first_names": "Camill"},
    "another year": {"birth_year": 1985},
    "day and month swapped": {"birth_month": 3, "birth_day": 5},
    "the other sex": {"sex": "M"},
    "another place": {"birth_place": "Metzervisse"},
    "abroad": {"birth_place": "Metz", "birth_country": "DE"},
}


@pytest.mark.parametrize("changes", OTHERS.values(), ids=OTHERS)
def test_one_difference_is_enough_for_a_human(changes):
    camille(**changes)

    assert reconciled(pivot()) is None


UNKNOWN = {
    "no date at all": {"birth_year": None, "birth_month": None, "birth_day": None},
    "the year alone": {"birth_month": None, "birth_day": None},
    "no day": {"birth_day": None},
    "no sex": {"sex": "U"},
    "no place": {"birth_place": ""},
}


@pytest.mark.parametrize("changes", UNKNOWN.values(), ids=UNKNOWN)
def test_what_is_not_known_makes_nobody_sure_alone_or_beside_another(changes):
    camille(**changes)
    assert reconciled(pivot()) is None

    camille()
    assert reconciled(pivot()) is None


def test_a_registry_without_a_full_date_is_for_a_human():
    camille(birth_month=None, birth_day=None)
    camille(birth_name="Le Goff", birth_day=3)

    assert reconciled(pivot(birth_date="1984-00-00")) is None


def test_a_place_that_we_do_not_know_is_for_a_human():
    camille()

    assert reconciled(pivot(birth_place="99999")) is None
    assert reconciled(pivot(birth_place="")) is None


def test_a_country_that_is_no_more_is_for_a_human():
    camille(birth_place="Prague", birth_country="CZ")

    assert reconciled(pivot(birth_place="", birth_country="99115")) is None


def test_field_by_field():
    person = camille(birth_day=None, birth_place="Nancy", sex="U")

    assert {field: found.value for field, found in compared(person, pivot()).items()} == {
        "birth_name": "agrees",
        "first_names": "agrees",
        "sex": "unknown",
        "birth_date": "unknown",
        "birth_place": "differs",
    }


def test_the_sure_one_is_found_in_few_statements(django_assert_max_num_queries):
    for _ in range(3):
        camille(birth_day=4)
    person = camille()

    with django_assert_max_num_queries(5):
        assert reconciled(pivot()) == person


def test_each_country_is_one_that_exists():
    known = Locale("fr").territories

    assert len(ISO_OF) > 150
    assert [iso for iso in ISO_OF.values() if iso not in known] == []
    assert not FRENCH & set(ISO_OF.values())
