"""`column = ANY(array)`: one parameter for thousands of values, where IN has one each."""

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import F, Lookup


class AnyOf(Lookup):
    """Rows whose column is one of the values; to be given to `filter` as it is."""

    lookup_name = "any"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", [*parameters, self.rhs]


def any_of(column: str, values: Iterable[Any]) -> AnyOf:
    """`any_of("value", numbers)`: the lookup for a column and its values, each once."""
    return AnyOf(F(column), list(set(values)))


def by_index() -> None:
    """For this transaction, look rows up by their index.

    A list fills tables whose statistics date from before it: the planner, believing them empty,
    would read them whole for each chunk.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL jit = off")
