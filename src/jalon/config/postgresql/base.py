"""A kept connection is asked "are you there?" before each request, without a round trip.

And COPY passes by `connection.execute_wrappers`, as every other statement of Django does.
"""

import select
from typing import Any

import psycopg
from django.db.backends import utils
from django.db.backends.postgresql import base


class WrappedCopy:
    """Django hands `copy` to psycopg directly: no wrapper (the guard of GETs) would see it."""

    def copy(self, statement: Any, *arguments: Any, **options: Any) -> Any:
        def execute(sql: Any, *_: Any) -> Any:
            return self._copy(sql, *arguments, **options)

        return self._execute_with_wrappers(statement, None, False, execute)  # type: ignore[attr-defined]

    def _copy(self, statement: Any, *arguments: Any, **options: Any) -> Any:
        return self.cursor.copy(statement, *arguments, **options)  # type: ignore[attr-defined]


class Cursor(WrappedCopy, utils.CursorWrapper):
    """The cursor of every day."""


class DebugCursor(WrappedCopy, base.CursorDebugWrapper):
    """The cursor that remembers its statements, in tests and while developing."""

    def _copy(self, statement: Any, *arguments: Any, **options: Any) -> Any:
        with self.debug_sql(statement):
            return super()._copy(statement, *arguments, **options)


class DatabaseWrapper(base.DatabaseWrapper):
    """An idle connection from which nothing comes is alive; one that speaks is being closed."""

    def is_usable(self) -> bool:
        if self.connection is None:
            return False
        try:
            poll = select.poll()
            poll.register(self.connection.fileno(), select.POLLIN | select.POLLHUP | select.POLLERR)
            silent = not poll.poll(0)
        except (OSError, ValueError, psycopg.Error):
            return False
        return silent or super().is_usable()

    def make_cursor(self, cursor: Any) -> Cursor:
        return Cursor(cursor, self)

    def make_debug_cursor(self, cursor: Any) -> DebugCursor:
        return DebugCursor(cursor, self)
