"""What Jalon asks of a connection beyond Django's own.

A kept connection is asked "are you there?" before each request, without a round trip. COPY passes
by `connection.execute_wrappers`, as every other statement does. And the session of the database is
told in whose name it acts (`accounts.acting`) before the first statement that follows a change.
"""

import select
from typing import Any, Final

import psycopg
from django.db.backends import utils
from django.db.backends.postgresql import base
from psycopg.pq import TransactionStatus

from jalon.config.postgresql.reading import KeepingCursor, read_quickly
from jalon.kernel.acting import AS_LOGGED_IN, Acting

TELL: Final = """
SELECT set_config('role', %(role)s, false), set_config('jalon.affiliation', %(affiliation)s, false),
       set_config('jalon.user', %(user)s, false), set_config('jalon.at', %(at)s, false),
       set_config('jalon.subject', %(subject)s, false),
       set_config('jalon.shown', %(shown)s, false),
       set_config('jalon.contact', %(contact)s, false),
       set_config('jalon.link', %(link)s, false)
"""


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
    """`acting` says in whose name the statements run; None, as the role that logged in."""

    acting: Acting | None = None
    _told: Acting | None = None
    _in_doubt = False

    def get_connection_params(self) -> dict[str, Any]:
        return {**super().get_connection_params(), "cursor_factory": KeepingCursor}

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = super().get_new_connection(conn_params)
        read_quickly(connection)
        return connection

    def init_connection_state(self) -> None:
        super().init_connection_state()
        self._told, self._in_doubt = None, False

    def create_cursor(self, name: str | None = None) -> Any:
        if self._in_doubt or self._told != self.acting:
            self._tell()
        return super().create_cursor(name)

    def _tell(self) -> None:
        session: Any = self.connection
        if session.info.transaction_status == TransactionStatus.INERROR:
            return  # nothing but a rollback can follow
        session.execute(TELL, (self.acting or AS_LOGGED_IN).settings, prepare=True)
        self._told, self._in_doubt = self.acting, False

    def _rollback(self) -> None:
        # What was told inside a transaction is forgotten with it.
        self._in_doubt = True
        super()._rollback()  # type: ignore[misc]

    def _savepoint_rollback(self, sid: str) -> None:
        super()._savepoint_rollback(sid)  # type: ignore[misc]
        self._in_doubt = True

    def is_usable(self) -> bool:
        """An idle connection from which nothing comes is alive; one that speaks is being closed."""
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
