import pytest

from jalon.territories.models import Territory, TerritoryKind
from jalon.territories.queries import (
    commune,
    communes_of,
    communes_of_postal_code,
    containing,
    covers,
    search,
    territory,
)

pytestmark = pytest.mark.usefixtures("moselle")


def names(territories):
    return [place.name for place in territories]


def test_a_code_gives_its_present_territory():
    assert territory(TerritoryKind.DEPARTMENT, "57").name == "Moselle"
    assert territory(TerritoryKind.REGION, "44").name == "Grand Est"
    with pytest.raises(Territory.DoesNotExist):
        territory(TerritoryKind.COMMUNE, "57")


def test_the_code_of_an_absorbed_commune_gives_the_commune_of_today():
    assert commune("57463").name == "Metz"
    assert commune("57094") == commune("57463")
    with pytest.raises(Territory.DoesNotExist):
        commune("99999")


def test_a_territory_that_ended_is_no_longer_found():
    metz = commune("57463")
    Territory.objects.filter(pk=metz.pk).update(valid_to="2026-06-01")

    with pytest.raises(Territory.DoesNotExist):
        commune("57463")
    assert "Metz" not in names(search("Metz"))


def test_a_postal_code_gives_its_communes_the_most_inhabited_first():
    assert names(communes_of_postal_code("57100")) == ["Thionville", "Manom"]
    assert names(communes_of_postal_code("99999")) == []


def test_the_territories_that_contain_a_commune_from_the_nearest_to_the_country():
    assert names(containing(commune("57463"))) == [
        "Metz Métropole",
        "Moselle",
        "Grand Est",
        "France",
    ]
    assert names(containing(territory(TerritoryKind.DEPARTMENT, "57"))) == ["Grand Est", "France"]
    assert names(containing(territory(TerritoryKind.COUNTRY, "FR"))) == []


def test_the_communes_of_each_kind_of_territory():
    metz = commune("57463")
    assert communes_of(territory(TerritoryKind.COUNTRY, "FR")).count() == 725
    assert communes_of(territory(TerritoryKind.REGION, "44")).count() == 725
    assert communes_of(territory(TerritoryKind.DEPARTMENT, "57")).count() == 725
    assert communes_of(territory(TerritoryKind.DEPARTMENT, "54")).count() == 0
    assert communes_of(metz.epci).count() == 46
    assert list(communes_of(metz)) == [metz]


@pytest.mark.parametrize(
    ("kind", "code", "covered"),
    [
        (TerritoryKind.COUNTRY, "FR", True),
        (TerritoryKind.REGION, "44", True),
        (TerritoryKind.REGION, "11", False),
        (TerritoryKind.DEPARTMENT, "57", True),
        (TerritoryKind.DEPARTMENT, "54", False),
        (TerritoryKind.EPCI, "200039865", True),
        (TerritoryKind.EPCI, "245701362", False),
        (TerritoryKind.COMMUNE, "57463", True),
        (TerritoryKind.COMMUNE, "57672", False),
    ],
)
def test_what_covers_metz(kind, code, covered, django_assert_num_queries):
    place, holder = commune("57463"), territory(kind, code)

    with django_assert_num_queries(0):
        assert covers(holder, place) is covered
    assert (place in communes_of(holder)) is covered


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("metz", "Metz"),
        ("METZ", "Metz"),
        ("st avold", "Saint-Avold"),
        ("St-Avold", "Saint-Avold"),
        ("l'hopital", "L'Hôpital"),
        ("l’hôpital", "L'Hôpital"),
        ("thionv", "Thionville"),
        ("Tionville", "Thionville"),
        ("sarguemines", "Sarreguemines"),
        ("57600", "Forbach"),
    ],
)
def test_a_commune_is_found_as_people_type_it(typed, first):
    assert search(typed, kind=TerritoryKind.COMMUNE)[0].name == first


def test_signs_of_a_search_pattern_are_ordinary_characters():
    assert names(search("%")) == []
    assert names(search("_____")) == []


@pytest.mark.parametrize("shown", [1, 3])
def test_a_search_is_one_statement(shown, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert len(list(search("metz")[:shown])) == shown
