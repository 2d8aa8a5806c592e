import pytest
from django.utils import timezone

from jalon.intake.models import Outcome, unpack
from jalon.intake.operations import NotToBeCorrected, correct_line
from jalon.kernel.errors import Denied
from jalon.people.models import Person
from tests.intake.situations import (
    KARIM,
    ZOE,
    applied,
    apply_now,
    checked,
    correct_now,
    outcomes,
    sender,
)

pytestmark = pytest.mark.django_db
BAD = {**KARIM, "Date de naissance": "31/02/1990"}


def corrected(people_list, by, **texts):
    cells = {people_list.mapping.index(code): text for code, text in texts.items()}
    return correct_line(people_list=people_list, line=2, cells=cells, by=by, at=timezone.now())


def corrected_and_recognised(people_list, by, **texts):
    cells = {people_list.mapping.index(code): text for code, text in texts.items()}
    return correct_now(people_list, by, 2, cells)


def test_a_line_that_is_right_by_itself_is_left_to_the_worker():
    manager = sender()
    people_list = checked(BAD, KARIM, by=manager)

    line = corrected(people_list, manager, birth_date="28/02/1990")

    people_list.refresh_from_db()
    asked = people_list.progress
    assert (line.outcome, line.has_problems, people_list.state) == ("refused", False, "correcting")
    assert (asked.line, asked.asked_by_id) == (2, manager.affiliation_id)
    assert asked.asked_at is not None
    with pytest.raises(NotToBeCorrected):
        corrected(people_list, manager, city="Nancy")


def test_a_corrected_line_is_checked_again_and_counted():
    manager = sender()
    people_list = checked(BAD, by=manager)

    line = corrected_and_recognised(people_list, manager, birth_date="28/02/1990")

    people_list.refresh_from_db()
    assert (line.outcome, line.problems) == (Outcome.NEW, [])
    assert outcomes(people_list) == {"new": 1}
    apply_now(people_list, manager)
    assert (Person.objects.get().birth_day, Person.objects.get().birth_month) == (28, 2)


def test_a_correction_that_is_still_wrong_says_so_and_keeps_what_was_typed():
    manager = sender()
    people_list = checked(BAD, by=manager)

    line = corrected(people_list, manager, birth_date="30/02/1990")

    assert (line.outcome, line.problems[0][0]) == (Outcome.REFUSED, "no_such_day")
    assert unpack(line.sealed)[0][people_list.mapping.index("birth_date")] == "30/02/1990"


def test_a_line_corrected_into_someone_known_is_recognised():
    manager = sender()
    applied(ZOE, by=manager)
    people_list = checked({**ZOE, "Date de naissance": "?"}, by=manager)

    line = corrected_and_recognised(people_list, manager, birth_date="01/10/1995")
    assert line.outcome == Outcome.UNCHANGED


def test_two_lines_corrected_into_the_same_person_make_one():
    manager = sender()
    people_list = checked(BAD, {**KARIM, "Identifiant dans le SI": "SI-3"}, by=manager)
    corrected_and_recognised(people_list, manager, birth_date="00/05/1990", file_id="SI-3")

    applied_list = apply_now(people_list, manager)

    assert (Person.objects.count(), outcomes(applied_list)) == (1, {"new": 1, "refused": 1})


def test_an_applied_list_and_a_list_of_others_are_not_corrected():
    manager = sender()

    with pytest.raises(NotToBeCorrected):
        corrected(applied(ZOE, by=manager), manager, city="Nancy")
    with pytest.raises(Denied):
        corrected(checked(BAD, by=manager), sender(), city="Nancy")
