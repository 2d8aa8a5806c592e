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
class Place:
    """Where a page ended: the key of its last row in the order, and its number."""

    key: Any
    public_id: UUID


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
    if (last := place_after(sort, after)) is not None:
        beyond = TupleLessThan if sort.descending else TupleGreaterThan
        rows = rows.filter(beyond((F(sort.key), F("public_id")), (last.key, last.public_id)))
    return _ordered(rows, sort).values("pk")[: size + 1]


def page_of(chosen: QuerySet[Row], sort: Sort, size: int) -> Page[Row]:
    """The page made of the rows chosen by `keys_of_page`, in the same order."""
    found = list(_ordered(chosen, sort))
    items = found[:size]
    last: Any = items[-1] if len(found) > size else None
    return Page(items, cursor_of(sort, getattr(last, sort.key), last.public_id) if last else "")


def _ordered(rows: QuerySet[Row], sort: Sort) -> QuerySet[Row]:
    sign = "-" if sort.descending else ""
    return rows.order_by(f"{sign}{sort.key}", f"{sign}public_id")


def cursor_of(sort: Sort, key: Any, public_id: UUID) -> str:
    """The cursor of what follows a row, from its key in this order and its number."""
    # Sealed: a key of the order may be a name, and addresses end up in histories and logs.
    text = key if isinstance(key, str) else key.isoformat()
    return base64.urlsafe_b64encode(seal(json.dumps([sort.key, text, str(public_id)]))).decode()


def place_after(sort: Sort, cursor: str) -> Place | None:
    """Where a cursor of this order stands; None, at the start, for any other text."""
    try:
        key, text, public_id = json.loads(open_sealed(base64.urlsafe_b64decode(cursor)))
        return Place(sort.read(text), UUID(public_id)) if key == sort.key else None
    except (ValueError, Unreadable):
        return None
