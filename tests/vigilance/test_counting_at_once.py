"""However many answers an account asks for at once, its budget is counted once."""

import time
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.utils import timezone

from jalon.dossiers.models import ExceptionalAccess
from jalon.dossiers.operations.open_exceptional_access import TooManyToday
from jalon.vigilance.budgets import COUNTED, budget_of
from jalon.vigilance.counting import BudgetExceeded, spend
from jalon.vigilance.models import Measure, Period, Sighting
from tests.dossiers.emergencies import known, opened, trusted
from tests.factories import actor

pytestmark = pytest.mark.django_db(transaction=True)
WAITING = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"


def settled(answers: list[Future[str]]) -> None:
    """Until each of them has answered, or waits for its turn: nothing here depends on speed."""
    while True:
        with connection.cursor() as cursor:
            cursor.execute(WAITING)
            [(waiting,)] = cursor.fetchall()
        if waiting + sum(one.done() for one in answers) >= len(answers):
            return
        time.sleep(0.01)


def in_a_thread(work, refusal):
    def tried():
        try:
            work()
        except refusal:
            return "refused"
        finally:
            connection.close()
        return "passed"

    return tried


def test_at_the_edge_of_a_budget_one_list_passes_and_the_others_wait_then_are_refused():
    who, at = actor(), timezone.now()
    most = budget_of(who).limits[COUNTED.index((Measure.SEEN, Period.HOUR))]
    spend(who, range(1, most), opens=False, at=at)

    def page(number):
        shown = range(number * 10_000, number * 10_000 + 50)
        return in_a_thread(lambda: spend(who, shown, opens=False, at=at), BudgetExceeded)

    with ThreadPoolExecutor(3) as pool:
        with transaction.atomic():
            spend(who, [90_000], opens=False, at=at)  # the last of the budget, not written yet
            answers = [pool.submit(page(number)) for number in (1, 2, 3)]
            settled(answers)
        said = sorted(one.result() for one in answers)

    # One goes over, and slows the account down; the others find it slowed.
    assert said == ["passed", "refused", "refused"]
    assert Sighting.objects.count() == most + 50


def opened_for_a_moment(hat):
    opened(hat)
    ExceptionalAccess.objects.filter(closed_at=None).update(closed_at=timezone.now())


def test_emergencies_asked_for_at_once_are_counted_one_after_the_other():
    known()
    hat = trusted()
    for _number in range(2):
        opened_for_a_moment(hat)

    with ThreadPoolExecutor(2) as pool:
        with transaction.atomic():
            opened_for_a_moment(hat)
            answers = [pool.submit(in_a_thread(lambda: opened(hat), TooManyToday)) for _n in "ab"]
            settled(answers)
        said = [one.result() for one in answers]

    assert said == ["refused", "refused"]
    assert ExceptionalAccess.objects.count() == 3
