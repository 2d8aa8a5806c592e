"""A version in words: its figures, its text with them in it, its criteria, its closing overseas."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from jalon.accounts.kinds import OrganisationKind
from jalon.calls.content import Section, documents, sections
from jalon.calls.eligibility.expression import (
    AT_LEAST,
    Amount,
    Dated,
    Either,
    Every,
    Expression,
    HasMember,
    InZoning,
    Is,
    Joined,
    Limit,
    Not,
    Rate,
    Signed,
)
from jalon.calls.eligibility.fields import FIELDS, FIGURES, Zoning
from jalon.calls.models import CallVersion
from jalon.calls.money import MYRIAD, euros, percent
from jalon.territories.zones import ZONES
from jalon.ui.dates import clock, plain_day, short_day
from jalon.ui.words import label, number, typeset

OVERSEAS: Final = {
    "971": "Guadeloupe",
    "972": "Martinique",
    "973": "Guyane",
    "974": "La Réunion",
    "975": "Saint-Pierre-et-Miquelon",
    "976": "Mayotte",
    "977": "Saint-Barthélemy",
    "978": "Saint-Martin",
    "986": "Wallis-et-Futuna",
    "987": "Polynésie française",
    "988": "Nouvelle-Calédonie",
}


def figures_in_words(version: CallVersion) -> dict[str, str]:
    """What the specification may quote in braces, as it is read; « … » for what is not said yet."""
    least = version.carrier_least_rate
    return {
        "{enveloppe}": _euros(version.envelope_cents),
        "{plafond}": _euros(version.state_most_cents),
        "{part_porteur}": percent(least, MYRIAD) if least is not None else "…",
        "{territoires}": number(version.territories_wanted) if version.territories_wanted else "…",
        "{cloture}": _instant(version.closes_at),
        "{questions}": _instant(version.questions_until),
        "{tolerance}": number(version.grace_minutes),
    }


def specification(version: CallVersion) -> list[Section]:
    """Its sections and articles, numbered, the figures of the call in their places."""
    known = figures_in_words(version)
    return [
        replace(
            one,
            articles=tuple(replace(part, text=_filled(part.text, known)) for part in one.articles),
        )
        for one in sections(version.sections)
    ]


def overseas(instant: datetime) -> list[tuple[str, str]]:
    """(« Guadeloupe, Martinique », « jeudi 28 janvier à 13 h 00 »): an instant on their clocks."""
    seen = [(instant.astimezone(ZoneInfo(zone)), OVERSEAS[code]) for code, zone in ZONES.items()]
    seen.sort(key=lambda one: (one[0].replace(tzinfo=None), one[1]))
    found = []
    for local, same in groupby(seen, key=lambda one: one[0].replace(tzinfo=None)):
        names = ", ".join(name for _moment, name in same)
        when = _("%(day)s à %(hour)s") % {"day": plain_day(local.date()), "hour": _wall(local)}
        found.append((names, when))
    return found


def said(test: Expression | None, version: CallVersion) -> str:
    """What an expression asks, in French: « Part de l'État : 500 000,00 € au plus »."""
    match test:
        case None:
            return _("Pas encore de règle")
        case Not(inside):
            return _("Pas : %s") % said(inside, version)
        case Every(parts):
            return _(" et ").join(said(one, version) for one in parts)
        case Either(parts):
            return _(" ou ").join(said(one, version) for one in parts)
        case Is(field, value):
            if isinstance(value, tuple):
                return _("Le porteur est : %s") % _kinds(value)
            return str(FIELDS[field].yes if value else FIELDS[field].no).rstrip(".")
        case HasMember(kinds):
            return _("Le groupement compte : %s") % _kinds(kinds)
        case Signed(kinds):
            return _("Lettre d'engagement signée : %s") % (_kinds(kinds) or _("tous les membres"))
        case InZoning(field, zoning):
            return f"{FIELDS[field].label} : {label(Zoning, zoning)}"
        case Joined(document):
            names = {one.code: one.label for one in documents(version.documents)}
            return _("Pièce jointe : %s") % names.get(document, document)
        case Dated(field, sign, day):
            words = (
                _("%(what)s : à partir du %(day)s")
                if sign == AT_LEAST
                else _("%(what)s : au plus tard le %(day)s")
            )
            return words % {"what": FIELDS[field].label, "day": short_day(day)}
    return _of_money(test, version)


def _of_money(test: Amount | Rate, version: CallVersion) -> str:
    what = test.field if isinstance(test, Amount) else test.part
    words: Mapping[str, Any] = {
        "what": FIELDS[what].label,
        "limit": _limit(test.limit, version, is_rate=isinstance(test, Rate)),
        "whole": "" if isinstance(test, Amount) else FIELDS[test.whole].label,
    }
    least = test.sign == AT_LEAST
    if isinstance(test, Amount):
        return (
            _("%(what)s : %(limit)s au moins") if least else _("%(what)s : %(limit)s au plus")
        ) % words
    said_rate = (
        _("%(what)s / %(whole)s : %(limit)s au moins")
        if least
        else _("%(what)s / %(whole)s : %(limit)s au plus")
    )
    return said_rate % words


def _limit(limit: Limit, version: CallVersion, *, is_rate: bool) -> str:
    value = getattr(version, limit) if isinstance(limit, str) else limit
    if value is None:
        return str(FIGURES[str(limit)])
    return percent(value, MYRIAD) if is_rate else euros(value)


def _kinds(codes: tuple[str, ...]) -> str:
    return ", ".join(label(OrganisationKind, code) for code in codes)


def _euros(cents: int | None) -> str:
    return euros(cents) if cents is not None else "…"


def _instant(value: datetime | None) -> str:
    if value is None:
        return "…"
    return _("%(day)s à %(hour)s") % {"day": plain_day(value), "hour": clock(value)}


def _wall(local: datetime) -> str:
    """The hour of a clock, whatever its zone."""
    return f"{local.hour}\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}{local.minute:02}"


def _filled(text: str, known: Mapping[str, str]) -> str:
    for token, words in known.items():
        text = text.replace(token, words)
    return typeset(text)
