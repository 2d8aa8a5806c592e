import datetime as dt

import pytest

from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import AffiliationRole
from jalon.directory.queries import members, organisations, territories_with_organisations
from jalon.territories.models import TerritoryKind
from tests.directory.situations import administrator_hat
from tests.factories import (
    LONG_AGO,
    AffiliationFactory,
    OrganisationFactory,
    TerritoryFactory,
    actor,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def someone():
    return actor(organisation__name="Zone de qui regarde")


def names(found):
    return [organisation.name for organisation in found]


@pytest.mark.parametrize(
    "typed", ["ÉPINAL", "epinal", "social d'Épinal", "social d epinal", "ccas-epi"]
)
def test_a_name_is_found_as_someone_types_it(someone, typed):
    OrganisationFactory(name="Centre social d'Épinal", short_name="CCAS Épi")
    OrganisationFactory(name="Centre social de Metz")

    assert names(organisations(someone, text=typed)) == ["Centre social d'Épinal"]


def test_closed_bodies_are_not_found(someone):
    OrganisationFactory(name="A", closed_on=someone.today)
    OrganisationFactory(name="B", closed_on=someone.today + dt.timedelta(days=1))

    assert names(organisations(someone)) == ["B", "Zone de qui regarde"]


def test_bodies_of_a_kind(someone):
    OrganisationFactory(name="A", kind=OrganisationKind.CAF)

    assert names(organisations(someone, kind="caf")) == ["A"]


def test_bodies_of_a_territory_and_of_all_that_it_holds(someone):
    region = TerritoryFactory(kind=TerritoryKind.REGION, code="44", name="Grand Est")
    moselle = TerritoryFactory(
        kind=TerritoryKind.DEPARTMENT, code="57", name="Moselle", region=region
    )
    metz = TerritoryFactory(
        kind=TerritoryKind.COMMUNE, code="57463", name="Metz", region=region, department=moselle
    )
    vosges = TerritoryFactory(
        kind=TerritoryKind.DEPARTMENT, code="88", name="Vosges", region=region
    )
    for name, territory in [("A", region), ("B", moselle), ("C", metz), ("D", vosges)]:
        OrganisationFactory(name=name, territory=territory)

    assert names(organisations(someone, territory=metz)) == ["C"]
    assert names(organisations(someone, territory=moselle)) == ["B", "C"]
    assert names(organisations(someone, territory=region)) == ["A", "B", "C", "D"]
    assert [one.name for one in territories_with_organisations(someone)] == [
        "Grand Est",
        "Moselle",
        "Vosges",
    ]


def test_pages_follow_each_other_without_gap_even_between_equal_names(someone):
    for name in ("A", "B", "B", "B", "C"):
        OrganisationFactory(name=name)
    everything = list(organisations(someone))

    read, after = [], None
    while page := list(organisations(someone, after=after)[:2]):
        read += page
        after = page[-1].public_id

    assert read == everything
    assert len(read) == 6


def test_members_are_those_in_force():
    here = OrganisationFactory()
    ada = AffiliationFactory(organisation=here, user__last_name="Aubry")
    AffiliationFactory(organisation=here, ended_on=LONG_AGO)
    AffiliationFactory()

    assert list(members(actor(), here)) == [ada]


def test_the_directory_is_open_to_the_platform_which_sees_no_dossier():
    by = actor(administrator_hat())

    assert by.role == AffiliationRole.ADMINISTRATOR
    assert organisations(by).count() == 1
