"""What the database holds, compared cheaply: only tables written in since are read again."""

from collections.abc import Collection

from django.db import connection

from tests.sweep import FILLED_ONCE


class Contents:
    """A digest of every table as it is now; `now()` is the same, after whatever has happened.

    PostgreSQL counts the lines that this connection adds, changes and takes away in each table,
    even if it goes back on it. A table without any is the same as when it was read.
    """

    def __init__(self, *, but: Collection[str] = ()) -> None:
        with connection.cursor() as cursor:
            names = connection.introspection.table_names(cursor)
            self.tables = frozenset(names) - FILLED_ONCE - frozenset(but)
        self.begun = digests(self.tables)

    def now(self) -> dict[str, str]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT relname FROM pg_stat_xact_user_tables WHERE schemaname = 'public' "
                "AND n_tup_ins + n_tup_upd + n_tup_del > 0"
            )
            touched = {name for (name,) in cursor.fetchall()}
        return self.begun | digests(self.tables & touched)


def digests(tables: Collection[str]) -> dict[str, str]:
    """A digest of the content of each of these tables."""
    union = " UNION ALL ".join(
        f"SELECT '{name}', md5(coalesce(string_agg(t::text, ' ' ORDER BY t::text), '')) "
        f"FROM {connection.ops.quote_name(name)} AS t"
        for name in sorted(tables)
    )
    if not union:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(union)
        return dict(cursor.fetchall())
