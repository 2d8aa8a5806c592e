"""Connections of the stream process: few, asynchronous, each for one use, reopened when lost."""

from collections.abc import Mapping, Sequence
from typing import Any

import psycopg
from django.conf import settings

Parameters = Sequence[Any] | Mapping[str, Any]


class DatabaseAway(Exception):
    """The database did not answer; the caller decides when to ask again."""


DJANGO_ONLY = {"server_side_binding", "isolation_level", "assume_role", "pool"}


def connection_parameters() -> dict[str, Any]:
    """Django's settings as psycopg's, with keepalives that notice a dead server in 25 seconds."""
    database: dict[str, Any] = settings.DATABASES["default"]
    named = {
        "dbname": database["NAME"],
        "user": database["USER"],
        "password": database["PASSWORD"],
        "host": database["HOST"],
        "port": database["PORT"],
    }
    keepalives = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}
    timeouts = {"connect_timeout": 5, "application_name": "jalon live"}
    given = {key: value for key, value in named.items() if value}
    options = {key: value for key, value in database["OPTIONS"].items() if key not in DJANGO_ONLY}
    return {**keepalives, **timeouts, **given, **options}


async def connect() -> psycopg.AsyncConnection[Any]:
    try:
        return await psycopg.AsyncConnection.connect(**connection_parameters(), autocommit=True)
    except psycopg.OperationalError as error:
        raise DatabaseAway(str(error)) from error


class Line:
    """One connection used by one task at a time: a statement never waits behind another task's."""

    def __init__(self) -> None:
        self._connection: psycopg.AsyncConnection[Any] | None = None

    async def rows(self, sql: str, parameters: Parameters = ()) -> list[tuple[Any, ...]]:
        """Run one statement; a connection found dead is reopened once before giving up."""
        try:
            return await self._rows(sql, parameters)
        except (psycopg.OperationalError, psycopg.InterfaceError):
            await self.close()
        try:
            return await self._rows(sql, parameters)
        except (psycopg.OperationalError, psycopg.InterfaceError) as error:
            await self.close()
            raise DatabaseAway(str(error)) from error

    async def _rows(self, sql: str, parameters: Parameters) -> list[tuple[Any, ...]]:
        if self._connection is None:
            self._connection = await connect()
        cursor = await self._connection.execute(sql, parameters)
        return await cursor.fetchall()

    async def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.close()
