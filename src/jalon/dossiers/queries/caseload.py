"""My caseload: the open dossiers I may read, with what tells which one to open first.

For the page "Mes dossiers" and for the home page. `listing` gives one page of the list with its
figures; `rows`, the same rows named one by one (live screens).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.utils import timezone

from jalon.accounts.acting import about
from jalon.accounts.actor import Actor
from jalon.accounts.models import AffiliationRole
from jalon.dossiers.queries.caseload_statement import CONDITIONS, choice
from jalon.dossiers.queries.caseload_statement import rows as rows_of
from jalon.dossiers.queries.dossier_page import actor_values, day, instant
from jalon.dossiers.queries.paging import PAGE, Place, Sort, cursor_of, place_after
from jalon.dossiers.rules import ROLES_WITH_PEOPLE
from jalon.people.models import Person
from jalon.people.queries import named

SILENCE: Final = 60  # days after which a person is said to be without news
MANY: Final = 5_000  # dossiers counted one by one; beyond, the page says "more than"
OTHER_ROLE: Final = "other"
START: Final = Place("", UUID(int=0))

SORTS: Final[dict[str, Sort]] = {
    "name": Sort("name", str),
    "opened": Sort("opened", datetime.fromisoformat, descending=True),
    "change": Sort("change", datetime.fromisoformat, descending=True),
    "contact": Sort("contact", date.fromisoformat),
}
READ_AS: Final[dict[str, Callable[[str], Any]]] = {
    "public_id": UUID,
    "opened_at": instant,
    "last_fact_at": instant,
    "last_contact_on": day,
    "silent_since": day,
}


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; an empty value narrows nothing.

    `typed`: see `people.queries.named`. `role`: a TeamRole, or "other" for all but référent.
    `commune`: a key of `Listing.communes`, or a name. `barrier`: a theme in which there is a
    difficulty. `changed`: by others since my last visit; `changed_since`: since an instant.
    """

    typed: str = ""
    role: str = ""
    commune: str = ""
    situation: str = ""
    rsa: str = ""
    barrier: str = ""
    changed: bool = False
    changed_since: datetime | None = None
    without_news: bool = False
    empty_seat: bool = False

    @property
    def conditions(self) -> frozenset[str]:
        """What narrows the list, by its name in CONDITIONS."""
        said = {one.name for one in fields(self) if getattr(self, one.name)} & CONDITIONS.keys()
        return frozenset(said - {"role"} | {"other_role"} if self.role == OTHER_ROLE else said)


@dataclass(frozen=True)
class Counts:
    """Numbers of dossiers. `total` stops at one more than MANY; the others are then None."""

    total: int = 0
    changed: int | None = None
    without_news: int | None = None
    empty_seats: int | None = None


@dataclass(frozen=True)
class Row:
    """One dossier of the list. `referent` is None while their seat waits for a name."""

    pk: int
    public_id: UUID
    opened_at: datetime
    sort_name: str
    first_names: str
    family_name: str
    birth_year: int | None
    birth_month: int | None
    birth_day: int | None
    city: str | None
    my_role: str | None
    empty_seat: bool
    difficulties: int
    last_contact_on: date | None
    silent_since: date
    is_silent: bool
    is_changed: bool
    last_fact_at: datetime
    is_led_by_me: bool
    referent: str | None
    body: str

    @property
    def name(self) -> str:
        """As it is written on top of the dossier."""
        return f"{self.first_names.split(' ')[0]} {self.family_name}"


@dataclass(frozen=True)
class Listing:
    """One page of the list, and what is said of the whole of it.

    `matching`: how many the filters leave, up to MANY + 1. `after`: the cursor of the next page,
    "" when there is none. `communes`: (key, name) of where my people live, in alphabetical order;
    None when they were not asked for, or are too many.
    """

    items: list[Row] = field(default_factory=list)
    after: str = ""
    counts: Counts = Counts(0, 0, 0, 0)
    matching: int = 0
    communes: list[tuple[str, str]] | None = None


def listing(
    actor: Actor,
    filters: Filters,
    *,
    sort: str = "name",
    after: str = "",
    size: int = PAGE,
    many: int = MANY,
    with_counts: bool = True,
    with_communes: bool = False,
) -> Listing:
    """One page of the list. `sort`: a key of SORTS. `after`: the cursor of the previous page."""
    if actor.role not in ROLES_WITH_PEOPLE:
        return Listing()
    place = place_after(SORTS[sort], after)
    is_large = actor.role == AffiliationRole.MANAGER and _is_large(many)
    if is_large and filters == Filters() and sort == "name":
        return _walk(actor, place or START, size=size, many=many)
    found = _choose(
        actor, filters, sort=sort, place=place, size=size, many=many,
        with_counts=with_counts, with_communes=with_communes and not is_large,
    )  # fmt: skip
    chosen = [(UUID(number), key) for number, key in found["chosen"]]
    shown = [number for number, _ in chosen[:size]]
    is_last = len(chosen) <= size
    return Listing(
        items=rows(actor, shown),
        after="" if is_last else cursor_of(SORTS[sort], chosen[size - 1][1], shown[-1]),
        counts=Counts(**found["counts"] or {}),
        matching=found["matching"],
        communes=found.get("communes"),
    )


def rows(actor: Actor, public_ids: Iterable[UUID]) -> list[Row]:
    """The rows of these dossiers, in that order; those the actor may not read are absent."""
    few = list(public_ids)
    if actor.role not in ROLES_WITH_PEOPLE or not few:
        return []
    values = {**_values(actor), "among": few}
    with about(few), connection.cursor() as cursor:
        cursor.execute(rows_of(is_manager=values["is_manager"]), values)
        [(found,)] = cursor.fetchall()
    return [_row(one) for one in found]


def _choose(
    actor: Actor,
    filters: Filters,
    *,
    sort: str,
    place: Place | None,
    size: int,
    many: int,
    with_counts: bool,
    with_communes: bool,
) -> dict[str, Any]:
    names, of_names = _named(filters.typed) if filters.typed else ("", {})
    values = {**_values(actor), **vars(filters), **of_names, "many": many, "most": size + 1}
    if place:
        values |= {"after_key": place.key, "after_id": place.public_id}
    statement = choice(
        sort=sort,
        is_descending=SORTS[sort].descending,
        conditions=filters.conditions,
        is_manager=values["is_manager"],
        follows=place is not None,
        with_counts=with_counts,
        with_communes=with_communes,
        names=names,
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        [(found,)] = cursor.fetchall()
    return found


def _values(actor: Actor) -> dict[str, Any]:
    """What both statements need to know of who asks, and of the day."""
    return {
        **actor_values(actor),
        "at": actor.at,
        "zone": timezone.get_current_timezone_name(),
        "silent_until": actor.today - timedelta(days=SILENCE),
    }


def _named(typed: str) -> tuple[str, dict[str, Any]]:
    """The people of whom this may be the name: a subquery, and its parameters."""
    found = Person.objects.filter(named(typed)).values("pk")
    sql, values = found.query.sql_with_params()
    keys = [f"typed_{n}" for n in range(len(values))]
    asked = sql.replace("%%", "%%%%") % tuple(f"%({key})s" for key in keys)
    return asked, dict(zip(keys, values, strict=True))


def _is_large(many: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT jalon_manages_more_than(%s)", [many])
        return bool(cursor.fetchone()[0])


def _walk(actor: Actor, place: Place, *, size: int, many: int) -> Listing:
    """A page of the many dossiers of a body, by name: of all the others, nothing is worked out."""
    with connection.cursor() as cursor:
        values = [place.key, place.public_id, size + 1]
        cursor.execute("SELECT jalon_first_managed(%s, %s, %s)", values)
        first = [public_id for (public_id,) in cursor.fetchall()]
    items = rows(actor, first[:size])
    last = items[-1] if items and len(first) > size else None
    after = cursor_of(SORTS["name"], last.sort_name, last.public_id) if last else ""
    return Listing(items, after, Counts(many + 1), many + 1)


def _row(values: dict[str, Any]) -> Row:
    return Row(**values | {name: read(values[name]) for name, read in READ_AS.items()})
