import pytest
from django.utils import timezone

from jalon.intake.models import ColumnMapping, ListState
from jalon.intake.operations import IncompleteMapping, ListAlreadyApplied, map_columns
from jalon.kernel.errors import Denied
from tests.intake.situations import ZOE, applied, checked, received, sender

pytestmark = pytest.mark.django_db


def mapped(people_list, mapping, by):
    return map_columns(people_list=people_list, mapping=mapping, by=by, at=timezone.now())


def test_the_columns_are_remembered_and_the_list_waits_to_be_checked():
    manager = sender()
    people_list = received(ZOE, by=manager)

    after = mapped(people_list, people_list.mapping, manager)

    remembered = ColumnMapping.objects.get()
    assert (after.state, remembered.mapping) == (ListState.CHECKING, people_list.mapping)
    assert remembered.organisation_id == manager.organisation_id


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"birth_date": ""}, "Il manque une colonne : Date de naissance"),
        ({"email": "phone"}, "Deux colonnes ne peuvent pas dire la même chose : Téléphone"),
        (
            dict.fromkeys(("file_id", "nir", "france_travail_id", "benefit_number"), ""),
            "Il faut au moins une de ces colonnes",
        ),
        ({"email": "couleur"}, "ne sont pas celles de ce fichier"),
    ],
)
def test_columns_that_make_no_person_are_refused(change, sentence):
    manager = sender()
    people_list = received(ZOE, by=manager)

    with pytest.raises(IncompleteMapping, match=sentence):
        mapped(people_list, [change.get(code, code) for code in people_list.mapping], manager)
    assert not ColumnMapping.objects.exists()


def test_the_columns_of_a_checked_list_may_change_not_those_of_an_applied_one():
    manager = sender()
    to_read, done = checked(ZOE, by=manager), applied(ZOE, by=manager)

    assert mapped(to_read, to_read.mapping, manager).state == ListState.CHECKING
    with pytest.raises(ListAlreadyApplied):
        mapped(done, done.mapping, manager)


def test_the_columns_of_others_are_not_mine():
    people_list = received(ZOE, by=sender())

    with pytest.raises(Denied):
        mapped(people_list, people_list.mapping, sender())
