"""What a version changes from another, field by field, in words: what a candidate reads."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jalon.calls.content import articles, contacts, documents, grid
from jalon.calls.eligibility.criteria import criteria
from jalon.calls.models import CallVersion
from jalon.calls.money import MYRIAD, euros, percent
from jalon.calls.queries.spoken import said
from jalon.ui.dates import clock, plain_day
from jalon.ui.words import number


@dataclass(frozen=True)
class Change:
    """One thing, before and after: empty where it was not, or is no more."""

    label: str
    before: str
    after: str


def changes(before: CallVersion, after: CallVersion) -> list[Change]:
    """In the order of the page of a call; nothing when they say the same."""
    found = list(_plain(before, after))
    for label, read in LISTS.items():
        found.extend(_of_list(str(label), read(before), read(after)))
    return found


def _plain(before: CallVersion, after: CallVersion) -> Iterator[Change]:
    for name, (label, shown) in FIELDS.items():
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield Change(str(label), _said(old, shown), _said(new, shown))


def _said(value: Any, shown: Callable[[Any], str]) -> str:
    return "" if value is None else shown(value)


def _of_list(
    label: str, before: Mapping[str, tuple[str, str]], after: Mapping[str, tuple[str, str]]
) -> Iterator[Change]:
    """Each known by its code: (name, text)."""
    for code in dict.fromkeys([*before, *after]):
        old, new = before.get(code), after.get(code)
        if old == new:
            continue
        name = (new or old or ("", ""))[0]
        old_text, new_text = (" : ".join(filter(None, one)) if one else "" for one in (old, new))
        if old and new and old[0] == new[0]:
            old_text, new_text = old[1], new[1]
        yield Change(f"{label} : {name}", old_text, new_text)


def _moment(value: datetime) -> str:
    return _("%(day)s à %(hour)s") % {"day": plain_day(value), "hour": clock(value)}


def _minutes(value: int) -> str:
    return _("%s minutes") % number(value)


def _rate(value: int) -> str:
    return percent(value, MYRIAD)


def _articles(version: CallVersion) -> dict[str, tuple[str, str]]:
    return {code: (one.title, one.text) for code, one in articles(version.sections).items()}


def _criteria(version: CallVersion) -> dict[str, tuple[str, str]]:
    found = criteria(version.criteria)
    return {one.code: (one.label, said(one.test, version)) for one in found}


def _grid(version: CallVersion) -> dict[str, tuple[str, str]]:
    points = {one.code: (one.label, one.weight) for one in grid(version.grid)}
    return {code: (label, _("%s points") % weight) for code, (label, weight) in points.items()}


def _documents(version: CallVersion) -> dict[str, tuple[str, str]]:
    words = {True: _("obligatoire"), False: _("facultatif")}
    return {one.code: (one.label, words[one.required]) for one in documents(version.documents)}


def _contacts(version: CallVersion) -> dict[str, tuple[str, str]]:
    return {
        one.label: (one.label, ", ".join(filter(None, (one.email, one.phone))))
        for one in contacts(version.contacts)
    }


FIELDS: Final[Mapping[str, tuple[Any, Callable[[Any], str]]]] = {
    "purpose": (gettext_lazy("Objet"), str),
    "opens_at": (gettext_lazy("Ouverture"), _moment),
    "questions_until": (gettext_lazy("Questions jusqu’au"), _moment),
    "closes_at": (gettext_lazy("Clôture"), _moment),
    "grace_minutes": (gettext_lazy("Tolérance en cas de panne"), _minutes),
    "envelope_cents": (gettext_lazy("Enveloppe"), euros),
    "state_most_cents": (gettext_lazy("État, au plus par projet"), euros),
    "carrier_least_rate": (gettext_lazy("Porteur, part au moins"), _rate),
    "territories_wanted": (gettext_lazy("Territoires visés"), number),
    "review_gap_points": (gettext_lazy("Écart qui demande une troisième lecture"), number),
}
LISTS: Final[Mapping[Any, Callable[[CallVersion], Mapping[str, tuple[str, str]]]]] = {
    gettext_lazy("Article"): _articles,
    gettext_lazy("Critère"): _criteria,
    gettext_lazy("Notation"): _grid,
    gettext_lazy("Pièce"): _documents,
    gettext_lazy("Contact"): _contacts,
}
