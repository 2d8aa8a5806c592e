import pytest
from django.utils import timezone

from jalon.intake.models import ListState
from jalon.intake.operations import NotToBeCorrected, correct_line, recognise_line
from jalon.journal.models import Reading
from jalon.kernel.errors import Denied
from tests.intake.situations import ZOE, applied, checked, sender

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return sender()


@pytest.fixture
def waiting(manager):
    """A list with one line just corrected, about somebody who is known."""
    applied(ZOE, by=manager)
    found = checked({**ZOE, "Date de naissance": "?"}, by=manager)
    column = found.mapping.index("birth_date")
    correct_line(
        people_list=found, line=2, cells={column: "01/10/1995"}, by=manager, at=timezone.now()
    )
    return found


def recognised(found, by):
    return recognise_line(people_list=found, by=by, at=timezone.now())


def test_the_line_says_what_it_would_do_and_the_list_is_to_be_read_again(waiting, manager):
    Reading.objects.all().delete()

    line = recognised(waiting, manager)

    waiting.refresh_from_db()
    assert (line.outcome, line.has_problems) == ("unchanged", False)
    assert (waiting.state, waiting.counts["unchanged"]) == (ListState.CHECKED, 1)
    assert Reading.objects.get().affiliation_id == manager.affiliation_id


def test_nothing_is_recognised_twice_nor_for_others(waiting, manager):
    with pytest.raises(Denied):
        recognised(waiting, sender())
    recognised(waiting, manager)
    with pytest.raises(NotToBeCorrected):
        recognised(waiting, manager)
