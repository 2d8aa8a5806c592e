"""What the templates of our pages may call."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import (
    get_language,
    get_language_bidi,
    gettext,
    ngettext,
    npgettext,
    pgettext,
)
from jinja2 import StrictUndefined
from markupsafe import Markup

from jalon.ui import dates, words
from jalon.ui.templates import Constants, Environment

# Arguments that stand for others of their sort, to see where a route puts them.
SORTS: dict[str, Callable[[int], Any]] = {
    "uuid": lambda rank: UUID(int=(0x7 << 76) | 987_654_321 + rank),
    "number": lambda rank: 987_654_321 + rank,
    "word": lambda rank: f"zq{rank}qz",
}
WORD = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
UUID_LENGTH = 36


def _sort(value: Any) -> str | None:
    if isinstance(value, UUID):
        return "uuid"
    if isinstance(value, int):
        return "number" if value >= 0 else None
    if isinstance(value, str) and WORD.fullmatch(value):
        return "uuid" if len(value) == UUID_LENGTH and value.count("-") == 4 else "word"
    return None


@lru_cache(512)
def _pieces(name: str, sorts: tuple[str, ...]) -> tuple[str, ...]:
    """The address of a route, cut where its arguments go."""
    marks = [SORTS[sort](rank) for rank, sort in enumerate(sorts)]
    rest, pieces = reverse(name, args=marks or None), []
    for mark in marks:
        before, _, rest = rest.partition(str(mark))
        pieces.append(before)
    return (*pieces, rest)


def url(name: str, *args: Any, query: str = "", **kwargs: Any) -> str:
    """The address of a named page; `query` is appended after a question mark when not empty.

    A page holds a hundred addresses: each route is cut once where its arguments go, then filled.
    """
    sorts = tuple(_sort(value) for value in args)
    if kwargs or None in sorts:
        address = reverse(name, args=args or None, kwargs=kwargs or None)
    else:
        *pieces, end = _pieces(name, sorts)
        filled = (f"{piece}{value}" for piece, value in zip(pieces, args, strict=True))
        address = "".join(filled) + end
    return f"{address}?{query}" if query else address


@lru_cache(8192)
def _sentence(language: str | None, text: str) -> Markup:
    return Markup(words.typeset(gettext(text)))  # noqa: S704 - a msgid of ours, not what people type


def unfilled(text: str) -> Markup:
    """A translated sentence of a page, its %(name)s still to fill."""
    return _sentence(get_language(), text)


def sentence(text: str, **values: Any) -> Markup:
    """A translated sentence of a page; `values` fill its %(name)s, escaped."""
    ready = unfilled(text)
    return ready % values if values or "%" in ready else ready


@lru_cache(512)
def asset(name: str) -> str:
    """The address of a static file; it does not change while a process lives."""
    return static(name)


def constants() -> Constants:
    """The calls that answer the same on every page, when what they are asked is a constant."""
    answers: dict[str, Callable[..., str]] = {"_": sentence, "url": url}
    if not settings.DEBUG:
        answers["static"] = asset
    return Constants(answers, unfilled)


def environment(**options: Any) -> Environment:
    """Called by Django's Jinja2 backend. A name that no context gives is an error, not a blank."""
    options["undefined"] = StrictUndefined
    options["trim_blocks"] = options["lstrip_blocks"] = True
    env = Environment(extensions=["jinja2.ext.i18n"], **options)
    env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: words.typeset(gettext(text)),
        lambda one, many, count: words.typeset(ngettext(one, many, count)),
        newstyle=True,
        pgettext=lambda context, text: words.typeset(pgettext(context, text)),
        npgettext=lambda context, one, many, count: words.typeset(
            npgettext(context, one, many, count)
        ),
    )
    env.constants = constants()
    env.globals.update(
        _=sentence,
        gettext=sentence,
        static=static if settings.DEBUG else asset,
        url=url,
        language=get_language,
        direction=lambda: "rtl" if get_language_bidi() else "ltr",
        contact_email=settings.JALON_CONTACT_EMAIL,
    )
    env.filters.update(
        day=dates.day,
        short_day=dates.short_day,
        moment=dates.moment,
        clock=dates.clock,
        since=dates.since,
        plain_day=dates.plain_day,
        month=dates.month,
        number=words.number,
        euros=words.euros,
        plural=words.plural,
        french_sort=words.french_sort,
        listing=words.listing,
        phone=words.phone,
    )
    return env
