"""S10 at random: one or several changes anywhere in a register; the first one touched is named."""

import re

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jalon.journal.verification import verify
from tests.journal.situations import AT, MINUTE, sealed

pytestmark = pytest.mark.django_db
SIZES = (4, 1, 7, 3)
READINGS = sum(SIZES)


def edit(place, ids):
    execute("UPDATE journal_reading SET blocks = '{notes}' WHERE id = %s", ids[place])


def delete(place, ids):
    execute("DELETE FROM journal_reading WHERE id = %s", ids[place])


def delete_with_its_place(place, ids):
    delete(place, ids)
    execute("DELETE FROM journal_leaf WHERE position = %s", place)


def exchange_with_the_next(place, ids):
    """The contents of two readings, each under the id of the other."""
    one, two = ids[place], ids.get(place + 1, ids[place])
    if one == two:
        edit(place, ids)
        return
    for before, after in ((one, -1), (two, one), (-1, two)):
        execute("UPDATE journal_reading SET id = %s WHERE id = %s", after, before)


def mark_again(place, ids):
    """Edited, and its mark with it: made up, for lack of the secret."""
    edit(place, ids)
    execute("UPDATE journal_leaf SET mark = sha256('x') WHERE position = %s", place)


def execute(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


ATTACKS = [edit, delete, delete_with_its_place, exchange_with_the_next, mark_again]


@pytest.fixture
def ids():
    """The ids of a register of four seals, by place."""
    return {place: reading.pk for place, reading in enumerate(sealed(*SIZES), start=1)}


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    attacks=st.dictionaries(
        # Two places apart at least, so that one attack does not undo another.
        st.integers(1, READINGS // 2).map(lambda half: 2 * half - 1),
        st.sampled_from(ATTACKS),
        min_size=1,
        max_size=4,
    )
)
def test_the_first_reading_touched_is_the_first_named(ids, attacks):
    with transaction.atomic():
        for place, attack in attacks.items():
            attack(place, ids)
        wrong = verify(at=AT + len(SIZES) * MINUTE).wrong
        transaction.set_rollback(True)

    named = re.search(r"place (\d+)", wrong[0])
    assert named is not None
    assert int(named[1]) == min(attacks)
    assert verify(at=AT + len(SIZES) * MINUTE).wrong == []
