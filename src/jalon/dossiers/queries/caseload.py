"""My caseload: the open dossiers I may read, with what tells which one to open first.

For the page "Mes dossiers" and for the home page; each function is one statement:
  page(actor, filters, sort, after)     the rows of one page of the list
  rows(actor, public_ids)               the same rows, named one by one (live screens)
  counts(actor)                         how many in all, changed, without news, with an empty seat
  matching(actor, filters)              how many the filters leave
  communes(actor)                       the communes of my caseload, to choose one
  changed(actor)                        those changed by others since I last opened them
  changed_since(actor, since)           those changed by others since an instant, latest first
  without_news(actor, days)             those without contact for that long, longest first
`.count()` of the last three is one statement too.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import (
    Count,
    Exists,
    F,
    Min,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Concat

from jalon.accounts.acting import about
from jalon.accounts.actor import Actor
from jalon.dossiers.models import (
    Dossier,
    TeamRole,
)
from jalon.dossiers.queries import marks
from jalon.dossiers.queries.paging import PAGE, Page, Sort, keys_of_page, page_of
from jalon.dossiers.queries.readable import readable
from jalon.people.queries import named

SILENCE: Final = 60  # days after which a person is said to be without news
MANY: Final = 5_000  # dossiers counted one by one; beyond, the page says "more than"
OTHER_ROLE: Final = "other"

SORTS: Final[dict[str, Sort]] = {
    "name": Sort("sort_name", str),
    "opened": Sort("opened_at", datetime.fromisoformat, descending=True),
    "change": Sort("last_fact_at", datetime.fromisoformat, descending=True),
    "contact": Sort("silent_since", lambda text: datetime.fromisoformat(text).date()),
}


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; an empty value narrows nothing.

    `typed`: see `people.queries.named`. `role`: a TeamRole, or "other" for all but référent.
    `commune`: the key given by `communes`. `barrier`: a theme in which there is a difficulty.
    """

    typed: str = ""
    role: str = ""
    commune: str = ""
    situation: str = ""
    rsa: str = ""
    barrier: str = ""
    changed: bool = False
    without_news: bool = False
    empty_seat: bool = False


@dataclass(frozen=True)
class Counts:
    """Numbers of dossiers. `total` stops at one more than `many`; the others are then None."""

    total: int
    changed: int | None
    without_news: int | None
    empty_seats: int | None


def caseload(actor: Actor) -> QuerySet[Dossier]:
    """The open dossiers the actor may read."""
    return readable(actor).filter(closed_at=None)


def page(
    actor: Actor,
    filters: Filters,
    *,
    sort: str = "name",
    after: str = "",
    size: int = PAGE,
    is_large: bool = False,
) -> Page[Dossier]:
    """One page of the list. `sort`: a key of SORTS. `after`: the cursor of the previous page.

    `is_large`: a caseload of more than MANY; the answer is the same, found in another way.
    """
    order = SORTS[sort]
    keyed = _filtered(actor, filters, is_large).annotate(**_keys(actor, order.key))
    keys = keys_of_page(keyed, order, after, size)
    if not is_large:
        return page_of(_shown(actor, Dossier.objects.filter(pk__in=keys)), order, size)
    few = list(keys.values_list("public_id", flat=True))
    with about(few):
        return page_of(_shown(actor, Dossier.objects.filter(public_id__in=few)), order, size)


def rows(actor: Actor, public_ids: Iterable[UUID]) -> list[Dossier]:
    """The rows of these dossiers, by name; those the actor may not read are absent."""
    few = list(public_ids)
    shown = _shown(actor, caseload(actor).filter(public_id__in=few))
    with about(few):
        return list(shown.order_by("person__sort_name", "public_id"))


def counts(actor: Actor, *, many: int = MANY) -> Counts:
    """The numbers on top of the list, of the whole caseload."""
    few = Dossier.objects.filter(pk__in=caseload(actor).values("pk")[: many + 1])
    figures = few.aggregate(
        total=Count("pk"),
        changed=Count("pk", filter=Q(marks.is_changed(actor))),
        without_news=Count("pk", filter=marks.is_silent(actor, SILENCE)),
        empty_seats=Count("pk", filter=Q(marks.has_empty_seat(actor))),
    )
    if figures["total"] > many:
        figures.update(changed=None, without_news=None, empty_seats=None)
    return Counts(**figures)


def matching(actor: Actor, filters: Filters, *, is_large: bool = False) -> int:
    """How many dossiers the filters leave, up to MANY + 1."""
    return _filtered(actor, filters, is_large)[: MANY + 1].count()


def communes(actor: Actor) -> list[tuple[str, str]]:
    """(key, name) of the communes where the people of my caseload live, in alphabetical order."""
    lived_in = caseload(actor).annotate(key=marks.commune_key()).exclude(key=None).values("key")
    named_once = lived_in.annotate(name=Min("person__contact__city")).order_by("name", "key")
    return [(row["key"], row["name"] or row["key"]) for row in named_once]


def changed(actor: Actor) -> QuerySet[Dossier]:
    """Those that others changed since I last opened them."""
    return caseload(actor).filter(marks.is_changed(actor))


def changed_since(actor: Actor, since: datetime) -> QuerySet[Dossier]:
    """Those that others changed after an instant, with `last_fact_at`, latest change first."""
    changes = marks.facts_of_others(actor).filter(at__gt=since)
    latest = caseload(actor).filter(Exists(changes)).select_related("person")
    return latest.annotate(last_fact_at=marks.last_fact_at(actor)).order_by("-last_fact_at", "-pk")


def without_news(actor: Actor, days: int = SILENCE) -> QuerySet[Dossier]:
    """Those without contact for `days` days, with `silent_since` (a date), longest first."""
    silent = caseload(actor).filter(marks.is_silent(actor, days)).select_related("person")
    return silent.annotate(silent_since=marks.silent_since(actor)).order_by("silent_since", "pk")


def _keys(actor: Actor, *names: str) -> dict[str, Any]:
    """What the list can be sorted by, under the names of SORTS."""
    expressions = {
        "sort_name": F("person__sort_name"),
        "silent_since": marks.silent_since(actor),
        "last_fact_at": marks.last_fact_at(actor),
    }
    return {name: expressions[name] for name in names or expressions if name in expressions}


def _shown(actor: Actor, dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """What a row shows."""
    return dossiers.select_related(
        "person", "referent__organisation", "referent__affiliation__user"
    ).annotate(
        city=F("person__contact__city"),
        my_role=Subquery(marks.my_seats(actor).values("role")[:1]),
        empty_seat=marks.has_empty_seat(actor),
        difficulties=marks.difficulties(),
        last_contact_on=marks.last_contact_on(actor),
        is_silent=Q(marks.is_silent(actor, SILENCE)),
        is_changed=marks.is_changed(actor),
        **_keys(actor),
    )


def _filtered(actor: Actor, filters: Filters, is_large: bool) -> QuerySet[Dossier]:
    dossiers = caseload(actor)
    if filters.typed:
        # Of a few dossiers, each name is looked at; of many, the index of all names is asked.
        # Without the empty text the planner takes the index, slower here, for any caseload.
        name = F("person__plain_name") if is_large else _unindexed("person__plain_name")
        dossiers = dossiers.alias(searched=name)
        dossiers = dossiers.filter(named(filters.typed, "person__", name="searched"))
    if filters.role == OTHER_ROLE:
        dossiers = dossiers.filter(Exists(marks.my_seats(actor).exclude(role=TeamRole.REFERENT)))
    elif filters.role:
        dossiers = dossiers.filter(Exists(marks.my_seats(actor).filter(role=filters.role)))
    if filters.commune:
        dossiers = dossiers.annotate(key=marks.commune_key()).filter(key=filters.commune)
    if filters.situation:
        dossiers = dossiers.filter(work__situation=filters.situation)
    if filters.rsa:
        dossiers = dossiers.filter(rights__rsa=filters.rsa)
    if filters.barrier:
        dossiers = dossiers.filter(Exists(marks.present_barriers().filter(theme=filters.barrier)))
    if filters.changed:
        dossiers = dossiers.filter(marks.is_changed(actor))
    if filters.without_news:
        dossiers = dossiers.filter(marks.is_silent(actor, SILENCE))
    if filters.empty_seat:
        dossiers = dossiers.filter(marks.has_empty_seat(actor))
    return dossiers


def _unindexed(name: str) -> Concat:
    return Concat(name, Value(""), output_field=TextField())
