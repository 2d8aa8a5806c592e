"""One keeper of each line works at a time: it holds the lock as long as its connection lives."""

from typing import Final

from django.db import Error, connection

LOCK: Final = 7_236_500_002
PROMPT_LOCK: Final = 7_236_500_003


class Leadership:
    """Held by one connection; a connection that was lost has lost it."""

    def __init__(self, lock: int) -> None:
        self._lock = lock
        self._holder: int | None = None

    def held(self) -> bool:
        """Whether this process leads, trying to if nobody does."""
        try:
            return self._held()
        except Error:  # the database is away, or has closed this connection: not for now
            connection.close()
            self._holder = None
            return False

    def release(self) -> None:
        """Let another lead at once (a connection that closes does as much)."""
        if self._holder is not None:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [self._lock])
            self._holder = None

    def _held(self) -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            [(backend,)] = cursor.fetchall()
            if backend == self._holder:
                return True
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [self._lock])
            [(is_ours,)] = cursor.fetchall()
        self._holder = backend if is_ours else None
        return bool(is_ours)
