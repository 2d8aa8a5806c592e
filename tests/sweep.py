"""What a test committed, taken away: the database is again as the migrations made it.

Django empties every table by TRUNCATE, which makes each of them and their indexes anew: 0.2 s and
more where the disk is slow, for a handful of rows; and the law that migrations wrote is lost.
"""

from typing import Any

from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase

# Filled as the database is made: no test writes there.
FILLED_ONCE = {
    "django_migrations", "django_content_type", "auth_permission", "territories_workingday",
}  # fmt: skip
KEPT = "as_made"  # a schema with a copy of each table that holds something from the start


def from_now_on(patch: Any) -> None:
    """The database is as made: its content is kept, and comes back after each test that commits."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {KEPT} CASCADE")
        cursor.execute(f"CREATE SCHEMA {KEPT}")
        for table in holding_something(cursor):
            cursor.execute(f"CREATE TABLE {KEPT}.{table} AS TABLE public.{table}")
    patch.setattr(TransactionTestCase, "_fixture_teardown", clean)


def clean(*_test_case: Any) -> None:
    """For one test, or for a world that several tests share: what was committed goes."""
    with connection.cursor() as cursor:
        if not is_superuser(cursor):
            call_command("flush", interactive=False, verbosity=0)
            return bring_back(cursor)
        # Without triggers nor foreign keys, so a ledger that refuses to lose a line loses it too.
        cursor.execute("SET session_replication_role = replica")
        try:
            for table in holding_something(cursor):
                cursor.execute(f"DELETE FROM {table}")
            bring_back(cursor)
        finally:
            cursor.execute("SET session_replication_role = DEFAULT")


def bring_back(cursor: Any) -> None:
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [KEPT])
    for (table,) in cursor.fetchall():
        cursor.execute(
            f"INSERT INTO public.{table} OVERRIDING SYSTEM VALUE TABLE {KEPT}.{table} "
            "ON CONFLICT DO NOTHING"  # flushing may have filled it again by itself
        )


def holding_something(cursor: Any) -> list[str]:
    tables = set(connection.introspection.table_names(cursor)) - FILLED_ONCE
    cursor.execute(
        " UNION ALL ".join(
            f"SELECT '{table}' WHERE EXISTS (SELECT FROM {table})" for table in sorted(tables)
        )
    )
    return [table for (table,) in cursor.fetchall()]


def is_superuser(cursor: Any) -> bool:
    """As on the embedded server: only then may triggers be put aside."""
    cursor.execute("SHOW is_superuser")
    return bool(cursor.fetchone() == ("on",))
