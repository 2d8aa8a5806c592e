"""For the large numbers: rows first, constraints and indexes after.

Checking each of a hundred million keys one by one takes hours, all of them at once takes minutes.
Everything happens in the caller's transaction: an interruption brings the constraints back.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

# Foreign keys lean on unique constraints: they leave first and come back last.
CONSTRAINTS = """
SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)
  FROM pg_constraint
 WHERE conrelid = ANY (%(tables)s::regclass[]) AND contype = %(kind)s
 ORDER BY conrelid::regclass::text, conname
"""
INDEXES = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid)
  FROM pg_index
 WHERE indrelid = ANY (%(tables)s::regclass[])
   AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
 ORDER BY indexrelid::regclass::text
"""


@dataclass(frozen=True)
class Step:
    """One statement to bring something back, and its name for whoever waits."""

    name: str
    statement: str


def set_aside(tables: Sequence[str]) -> list[Step]:
    """Drop keys, unique constraints and indexes of tables; return how to bring them back."""
    given = {"tables": list(tables)}
    with connection.cursor() as cursor:
        # A table with checks left to do may not be altered: from here on they are done at once.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(CONSTRAINTS, {**given, "kind": "f"})
        keys = cursor.fetchall()
        cursor.execute(CONSTRAINTS, {**given, "kind": "u"})
        uniques = cursor.fetchall()
        cursor.execute(CONSTRAINTS, {**given, "kind": "x"})  # periods that may not overlap
        uniques += cursor.fetchall()
        cursor.execute(INDEXES, given)
        indexes = cursor.fetchall()
        for table, name, _ in (*keys, *uniques):
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        for name, _ in indexes:
            cursor.execute(f"DROP INDEX {name}")
    return [
        *(_restore(*unique) for unique in uniques),
        *(Step(name, definition) for name, definition in indexes),
        *(_restore(*key) for key in keys),
    ]


def _restore(table: str, name: str, definition: str) -> Step:
    return Step(name, f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")


def use_more_memory() -> None:
    """Let the running transaction sort in memory: indexes come back much faster."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
