"""What psycopg would do again at each page: look for placeholders, read JSON in Python."""

from functools import lru_cache
from typing import Any, Final

import orjson
import psycopg
from django.db.backends.postgresql.base import ServerBindingCursor
from psycopg._queries import MAX_CACHED_STATEMENT_LENGTH, PostgresQuery, _query2pg_nocache
from psycopg.abc import Buffer
from psycopg.adapt import Loader

KEPT: Final = 64  # the statements of the pages; those that the ORM makes as long are few


@lru_cache(KEPT)
def _placeholders(statement: str, encoding: str) -> Any:
    return _query2pg_nocache(statement.encode(encoding), encoding)


class KeptQuery(PostgresQuery):
    """psycopg keeps the placeholders of short statements; the page of a dossier is a long one."""

    def convert(self, query: Any, vars: Any) -> None:
        is_long = isinstance(query, str) and len(query) > MAX_CACHED_STATEMENT_LENGTH
        if not is_long or vars is None:
            super().convert(query, vars)
            return
        found = _placeholders(query, self._tx.encoding)
        self.query, self._want_formats, self._order, self._parts = found
        self.dump(vars)


class KeepingCursor(ServerBindingCursor):
    """The cursor of Django, by which the placeholders of a long statement are looked for once."""

    _query_cls = KeptQuery


class JsonLoader(Loader):
    """JSON that a statement makes. The fields of models are `jsonb`: Django reads those itself."""

    def load(self, data: Buffer) -> Any:
        return orjson.loads(data)


def read_quickly(connection: psycopg.Connection[Any]) -> None:
    connection.adapters.register_loader("json", JsonLoader)
