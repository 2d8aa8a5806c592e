import pytest
from django.utils import timezone

from jalon.intake.models import ListLine, ListState, Outcome
from jalon.intake.operations import NotToBeChecked, check_list, map_columns, receive_list
from jalon.people.models import Person
from tests.intake.situations import KARIM, ZOE, applied, checked, file_of, outcomes, sender

pytestmark = pytest.mark.django_db


def test_checking_says_what_each_line_would_do_and_changes_nobody():
    manager = sender()
    applied(ZOE, by=manager)

    people_list = checked(
        {**ZOE, "RQTH": "Oui"}, KARIM, {**KARIM, "Prénom": "", "Numéro allocataire": ""}, by=manager
    )

    lines = ListLine.objects.filter(people_list=people_list).order_by("line")
    assert [(line.line, line.outcome, line.proposals) for line in lines] == [
        (2, Outcome.DIFFERS, 1),
        (3, Outcome.NEW, 0),
        (4, Outcome.REFUSED, 0),
    ]
    assert outcomes(people_list) == {"new": 1, "differs": 1, "refused": 1}
    assert Person.objects.count() == 1


def test_problems_are_kept_as_codes_without_any_value():
    people_list = checked({**ZOE, "Code postal": "Canari"}, by=sender())

    [line] = ListLine.objects.filter(people_list=people_list)
    column = people_list.mapping.index("postal_code")
    assert line.problems == [["postal_code", "postal_code", column, "ignored", None]]


def test_half_a_file_is_refused_with_its_line_and_leaves_no_line():
    manager = sender()
    content = file_of(*[ZOE] * 20).read() + b'\nSI-9;"Zo'
    found = receive_list(file=_file(content), name="x.csv", by=manager, at=timezone.now())
    mapped = map_columns(people_list=found, mapping=found.mapping, by=manager, at=timezone.now())

    people_list = check_list(people_list=mapped, by=manager, at=timezone.now())

    assert people_list.state == ListState.FAILED
    assert people_list.refusal.startswith("Ligne 22 : un guillemet s’ouvre")
    assert not ListLine.objects.exists()


def _file(content):
    file = file_of()
    file.seek(0)
    file.truncate()
    file.write(content)
    return file


def test_checking_again_replaces_the_lines():
    manager = sender()
    people_list = checked(ZOE, KARIM, by=manager)
    again = map_columns(
        people_list=people_list, mapping=people_list.mapping, by=manager, at=timezone.now()
    )

    check_list(people_list=again, by=manager, at=timezone.now())

    assert ListLine.objects.count() == 2


def test_progress_is_told_and_a_list_is_not_checked_twice():
    manager, told = sender(), []
    found = receive_list(file=file_of(ZOE, KARIM), name="x", by=manager, at=timezone.now())
    mapped = map_columns(people_list=found, mapping=found.mapping, by=manager, at=timezone.now())

    check_list(people_list=mapped, by=manager, at=timezone.now(), tell=told.append)

    assert told == [2]
    with pytest.raises(NotToBeChecked):
        check_list(people_list=mapped, by=manager, at=timezone.now())
