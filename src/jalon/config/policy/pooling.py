"""Does a session of the database stay one's own? Behind a pooler in transaction mode, it does not.

Who acts is a setting of the session (`accounts.acting`): shared with others, somebody would answer
under another's hat. Two connections are enough to know: while the second is inside a transaction,
then after it, the first must still meet the session, and the setting, that it began with.
"""

import secrets
from collections.abc import Callable, Sequence
from typing import Any, Final

import psycopg
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

ROUNDS: Final = 3
OF_DJANGO: Final = frozenset(("context", "cursor_factory", "prepare_threshold"))
KEEP: Final = "SELECT set_config('jalon.kept', %s, false)"
MEET: Final = "SELECT pg_backend_pid(), current_setting('jalon.kept', true)"
SHARED: Final = (
    "between two transactions, the session of the database is given to somebody else (a pooler in "
    "transaction or statement mode?). Who acts is a setting of the session: set the pooler to "
    "session mode (PgBouncer: pool_mode = session)."
)


def shares_sessions(connect: Callable[[], Any]) -> bool:
    """Whether one of two connections made so meets the session of the other, or loses its own."""
    mine = secrets.token_hex(8)
    with connect() as first, connect() as second:
        first.autocommit = True
        first.execute(KEEP, [mine])
        began = first.execute(MEET).fetchone()
        if began[1] != mine:
            return True
        for _round in range(ROUNDS):
            other = second.execute(MEET).fetchone()  # opens a transaction
            if other[0] == began[0] or other[1] == mine:
                return True
            if first.execute(MEET).fetchone() != began:
                return True
            second.rollback()
            if first.execute(MEET).fetchone() != began:
                return True
    return False


def sharing_at(**said: Any) -> str:
    """What is wrong with the sessions of this address; empty when each keeps its own."""
    said["prepare_threshold"] = None
    return SHARED if shares_sessions(lambda: psycopg.connect(**said)) else ""


@register(Tags.database)
def sessions_are_kept(
    app_configs: Any, databases: Sequence[str] | None = None, **_options: Any
) -> list[CheckMessage]:
    """Asked by `manage migrate`, and by `manage check --database default`."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        said: dict[str, Any] = connections[alias].get_connection_params()
        plain = {key: value for key, value in said.items() if key not in OF_DJANGO}
        if trouble := sharing_at(**plain):
            found.append(Error(trouble, id="jalon.E001"))
    return found
