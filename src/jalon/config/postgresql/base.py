"""A kept connection is asked "are you there?" before each request, without a round trip."""

import select

import psycopg
from django.db.backends.postgresql import base


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
