"""Brings a database to this version and fills it with the demonstration, once.

Used as a program, by the Python of the environment: `prepare.py PEOPLE SCHEMA`. It leaves its
mark as the comment of the database, so that data made by somebody else are never taken for it.
Exit codes: 0 ready, 3 refused (a sentence was printed), 4 a demonstration that was cut short,
5 the database or the disk failed (its words were printed).
"""

from __future__ import annotations

import re
import sys

import django
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.db.migrations.exceptions import InconsistentMigrationHistory
from django.db.migrations.executor import MigrationExecutor

MARK = "jalon demonstration"
UNFINISHED = f"{MARK}, unfinished"
REFUSED, CUT_SHORT, FAILED = 3, 4, 5
KEEP = (
    "Nothing was changed. Keep these data: use the version of Jalon that made them.\n"
    "Start from nothing: ./jalon demo --reset"
)


def main(people: int, schema: str) -> int:
    """Refuses what it must not touch, migrates, fills; the exit code."""
    django.setup()
    mark = comment()
    if mark == UNFINISHED:
        return CUT_SHORT
    if not mark.startswith(MARK) and inhabited():
        print("This database holds data that the demonstration did not make: it stays as it is.")
        print("Use another database (unset DATABASE_URL for the embedded one).")
        return REFUSED
    try:
        executor = MigrationExecutor(connection)
        unknown = newer(executor)
        if unknown:
            print(f"The data were made by a newer version of Jalon ({unknown} is unknown here).")
            print(KEEP)
            return REFUSED
        executor.loader.check_consistent_history(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0, interactive=False)
    except (DatabaseError, InconsistentMigrationHistory) as error:
        print(f"The data could not be brought to this version: {str(error).strip()}")
        print(KEEP)
        return REFUSED
    try:
        fill(mark, people, schema)
    except CommandError as error:
        print(error)
        return REFUSED
    return 0


def inhabited() -> bool:
    """Whether somebody already works in this database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('accounts_organisation') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return False
        cursor.execute("SELECT EXISTS (SELECT 1 FROM accounts_organisation)")
        return bool(cursor.fetchone()[0])


def newer(executor: MigrationExecutor) -> str:
    """The first migration that was applied and that this version does not have; empty if none."""
    known = executor.loader.disk_migrations
    ours = executor.loader.migrated_apps
    extra = [key for key in executor.loader.applied_migrations if key[0] in ours]
    return next((".".join(key) for key in sorted(extra) if key not in known), "")


def fill(mark: str, people: int, schema: str) -> None:
    """The demonstration territory and its people, if they are not there; then the mark."""
    made = re.search(r"people: (\d+)", mark)
    if not made:
        write_comment(UNFINISHED)
        call_command("demonstration", people=people)
    elif int(made[1]) != people:
        print(f"  The demonstration holds {made[1]} people; for {people}, add --reset.")
    write_comment(f"{MARK}, people: {made[1] if made else people}, schema: {schema}")


def comment() -> str:
    """The comment of the database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(shobj_description(oid, 'pg_database'), '') FROM pg_database"
            " WHERE datname = current_database()"
        )
        return str(cursor.fetchone()[0])


def write_comment(text: str) -> None:
    """Writes the comment of the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(current_database()), quote_literal(%s)", [text])
        name, literal = cursor.fetchone()
        cursor.execute(f"COMMENT ON DATABASE {name} IS {literal}")


if __name__ == "__main__":
    try:
        sys.exit(main(int(sys.argv[1]), sys.argv[2]))
    except (DatabaseError, OSError) as error:
        print(f"{type(error).__name__}: {str(error).strip()}")
        sys.exit(FAILED)
