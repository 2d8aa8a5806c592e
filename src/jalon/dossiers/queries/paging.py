"""Pages of a list by key, never by number: what moves meanwhile is neither shown twice nor lost."""

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar
from uuid import UUID

from django.db.models import F, Model, QuerySet
from django.db.models.fields.tuple_lookups import TupleGreaterThan, TupleLessThan

from jalon.vault.sealing import Unreadable, open_sealed, seal

PAGE: Final = 50

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Sort:
    """An order: the name of a column or annotation, how its text form is read back, its sense.

    Ties are settled by `public_id`, so the order is total.
    """

    key: str
    read: Callable[[str], Any]
    descending: bool = False


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Some rows, and the cursor of the page that follows ("" when there is none)."""

    items: list[Row]
    after: str


def keys_of_page(rows: QuerySet[Row], sort: Sort, after: str, size: int) -> QuerySet[Row, Any]:
    """The primary keys of the rows that come after a cursor, and of one more: a subquery.

    Chosen apart from what is shown of them, so that only what is shown is worked out. A cursor of
    another order, or altered, starts again.
    """
    if (last := _read_cursor(sort, after)) is not None:
        beyond = TupleLessThan if sort.descending else TupleGreaterThan
        rows = rows.filter(beyond((F(sort.key), F("public_id")), last))
    return _ordered(rows, sort).values("pk")[: size + 1]


def page_of(chosen: QuerySet[Row], sort: Sort, size: int) -> Page[Row]:
    """The page made of the rows chosen by `keys_of_page`, in the same order."""
    found = list(_ordered(chosen, sort))
    items = found[:size]
    return Page(items, _cursor(sort, items[-1]) if len(found) > size else "")


def _ordered(rows: QuerySet[Row], sort: Sort) -> QuerySet[Row]:
    sign = "-" if sort.descending else ""
    return rows.order_by(f"{sign}{sort.key}", f"{sign}public_id")


def _cursor(sort: Sort, row: Any) -> str:
    # Sealed: a key of the order may be a name, and addresses end up in histories and logs.
    value = getattr(row, sort.key)
    text = value if isinstance(value, str) else value.isoformat()
    return base64.urlsafe_b64encode(seal(json.dumps([sort.key, text, str(row.public_id)]))).decode()


def _read_cursor(sort: Sort, cursor: str) -> tuple[Any, UUID] | None:
    try:
        key, text, public_id = json.loads(open_sealed(base64.urlsafe_b64decode(cursor)))
        return (sort.read(text), UUID(public_id)) if key == sort.key else None
    except (ValueError, Unreadable):
        return None
