"""The role of the pages adds to the registers; it changes nothing there, and makes no seal."""

import pytest
from django.db import ProgrammingError, connection, transaction

from jalon.journal.append_only import APPEND_ONLY_TABLES, KEPT_BY_THE_KEEPER
from tests.journal.situations import sealed

pytestmark = pytest.mark.django_db


def refused(statement):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE jalon_app")
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            cursor.execute(statement)
        cursor.execute("RESET ROLE")


@pytest.mark.parametrize("table", [*APPEND_ONLY_TABLES, *KEPT_BY_THE_KEEPER])
def test_the_role_of_the_pages_erases_nothing(table):
    sealed(1)

    refused(f"DELETE FROM {table}")
    refused(f"TRUNCATE {table}")


@pytest.mark.parametrize(
    "change",
    [
        "journal_reading SET channel = 'list'",
        "journal_entry SET payload = '{}'",
        "journal_seal SET leaves = 2",
        "journal_leaf SET reading_id = 2",
        "keeper_taskrun SET failure = ''",
    ],
)
def test_the_role_of_the_pages_changes_nothing(change):
    sealed(1)

    refused(f"UPDATE {change}")


@pytest.mark.parametrize(
    "row",
    [
        "journal_leaf (position, reading_id, mark) VALUES (9, 9, '')",
        "journal_seal SELECT * FROM journal_seal",
        "keeper_taskrun (name, started_at, failure) VALUES ('seal readings', now(), '')",
    ],
)
def test_the_role_of_the_pages_makes_no_seal(row):
    sealed(1)

    refused(f"INSERT INTO {row}")


def test_no_foreign_key_reaches_a_reading_nor_leaves_it():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE contype = 'f' AND"
            " ('journal_reading'::regclass IN (conrelid, confrelid))"
        )
        assert cursor.fetchall() == []
