"""Which lines of a list name a person: by a number of theirs, or by name and birth date."""

import pytest

from jalon.intake.bulk.forgetting import Sought, forget_people
from jalon.people.models import Identifier, IdentifierKind, Person
from jalon.vault.sealing import fingerprint
from tests.factories import OrganisationFactory, PersonFactory
from tests.intake.situations import KARIM, ZOE, applied, received, sender

pytestmark = pytest.mark.django_db

NAMED = {"first_names": "Zoé", "birth_name": "Lefèvre"}
BORN = [1995, 10, 1]


@pytest.fixture
def zoe() -> Person:
    person = PersonFactory(
        first_names="Zoé Marie", birth_name="Lefèvre", usage_name="de la Tour", birth_year=1995,
        birth_month=10, birth_day=1, nir_fingerprint=fingerprint("nir", "2951099126111"),
    )  # fmt: skip
    for kind, issuer, value in (
        (IdentifierKind.FRANCE_TRAVAIL, None, "1234567A"),
        (IdentifierKind.BENEFIT, None, "1234567"),
        (IdentifierKind.FILE, OrganisationFactory(), "SI-1"),
    ):
        Identifier.objects.create(person=person, kind=kind, issuer=issuer, value=value)
    return person


@pytest.mark.parametrize(
    ("cells", "values", "is_named"),
    [
        ([], {"nir_print": fingerprint("nir", "2951099126111").hex()}, True),
        ([], {"nir_print": fingerprint("nir", "1951099126111").hex()}, False),
        ([], {"france_travail_id": "1234567A"}, True),
        ([], {"benefit_number": "1234567"}, False),  # a household shares it
        (["LEFEVRE", "zoé"], {"birth_date": BORN}, True),
        (["Lefèvre Zoé"], {}, True),
        (["Zoé", "DE LA TOUR"], {"birth_date": BORN}, True),
        (["Lefèvre", "Zoé"], {"birth_date": [1996, 10, 1]}, False),
        (["Lefèvre", "Anne", "zoe@exemple.fr"], {"birth_date": BORN, "first_names": "Anne"}, False),
        (["Lefèvres", "Zoé"], {"birth_date": BORN}, False),
        (["Tour", "Zoé"], {"birth_date": BORN}, False),
    ],
)
def test_a_line_names_somebody(zoe, cells, values, is_named):
    assert Sought([zoe]).is_named(cells, values, issuer_id=1) is is_named


def test_a_file_number_counts_within_the_body_that_gave_it(zoe):
    issuer = zoe.identifiers.get(kind="file").issuer_id

    assert Sought([zoe]).is_named([], {"file_id": "SI-1"}, issuer_id=issuer)
    assert not Sought([zoe]).is_named([], {"file_id": "SI-1"}, issuer_id=issuer + 1)


def test_only_the_lines_of_that_person_go(zoe):
    karine = {"Prénom": "Karine", "Identifiant dans le SI": "SI-3", "Numéro allocataire": ""}
    people_list = applied(KARIM | karine, KARIM, by=sender())

    assert forget_people([zoe], with_new_lists=False) == 0
    karim = Person.objects.get(first_names="Karim")
    assert forget_people([karim], with_new_lists=False) == 1
    people_list.refresh_from_db()
    assert (people_list.lines.count(), people_list.sample) == (1, "")


@pytest.mark.parametrize(("with_new_lists", "left"), [(True, 0), (False, 1)])
def test_a_file_whose_columns_nobody_recognised_yet_is_read_too(zoe, with_new_lists, left):
    people_list = received(ZOE | {"NIR": ""}, by=sender())

    forget_people([zoe], with_new_lists=with_new_lists)

    assert type(people_list).objects.count() == left
