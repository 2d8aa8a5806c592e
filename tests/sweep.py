"""What a test committed, taken away: tables that hold something are emptied, the others left alone.

Django empties every table by TRUNCATE, which makes each of them and their indexes anew: 0.2 s and
more where the disk is slow, for a handful of rows.
"""

from typing import Any

from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase

# Filled as the database is made: no test writes there.
FILLED_ONCE = {
    "django_migrations", "django_content_type", "auth_permission", "territories_workingday",
}  # fmt: skip
# The law comes with the tables that hold it (`migrate`); what tests write beside it goes.
LAW = "(SELECT id FROM strategies_strategy WHERE territory_id IS NULL)"
WRITTEN_BESIDE = {
    "strategies_strategy": "territory_id IS NOT NULL",
    "strategies_strategystep": f"strategy_id NOT IN {LAW}",
}


def sweep(*_test_case: Any) -> None:
    """Without triggers nor foreign keys, so a ledger that refuses to lose a line loses it too."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        try:
            for table in holding_something(cursor):
                those = WRITTEN_BESIDE.get(table, "true")
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)} WHERE {those}")
        finally:
            cursor.execute("SET session_replication_role = DEFAULT")


def holding_something(cursor: Any) -> list[str]:
    tables = set(connection.introspection.table_names(cursor)) - FILLED_ONCE
    cursor.execute(
        " UNION ALL ".join(
            f"SELECT '{table}' WHERE EXISTS (SELECT FROM {connection.ops.quote_name(table)})"
            for table in sorted(tables)
        )
    )
    return [table for (table,) in cursor.fetchall()]


def is_possible() -> bool:
    """Only a superuser, as the one of the embedded server, may put triggers aside."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW is_superuser")
        return bool(cursor.fetchone() == ("on",))


def clean() -> None:
    """For a world that several tests share: what its fixture committed goes with it."""
    if is_possible():
        sweep()
    else:
        call_command("flush", interactive=False, verbosity=0)


def instead_of_truncating(patch: Any) -> None:
    if is_possible():
        patch.setattr(TransactionTestCase, "_fixture_teardown", sweep)
