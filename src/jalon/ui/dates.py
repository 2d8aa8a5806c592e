"""Dates as people say them: « mardi 24 novembre, dans 3 jours », the exact one in title and print.

Filters of the pages. They read today's date themselves: a page is the edge, where clocks are read.
"""

from datetime import date, datetime, time, timedelta
from functools import lru_cache

from babel.dates import format_date, format_time
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup, escape

from jalon.ui.words import locale


def _here(value: datetime) -> datetime:
    """An instant on the clock of the site: pages never change time zone."""
    return value.astimezone(timezone.get_default_timezone())


def _today() -> date:
    return _here(timezone.now()).date()


def _local(value: date | datetime) -> date:
    if isinstance(value, datetime):
        return _here(value).date() if timezone.is_aware(value) else value.date()
    return value


def _written(day_: date, pattern: str) -> str:
    """A date in the reader's language; the first of a month is « 1er » in French."""
    return _formatted(day_, pattern, locale())


@lru_cache(8192)  # a page writes forty dates, and the same days come back on every page
def _formatted(day_: date, pattern: str, language: str) -> str:
    if language == "fr" and day_.day == 1:
        pattern = pattern.replace("d MMM", "d'er' MMM")
    return format_date(day_, pattern, locale=language)


def plain_day(value: date | datetime) -> str:
    """`mardi 24 novembre 2026`: the whole date in letters, without its distance."""
    return _written(_local(value), "EEEE d MMMM y")


def short_day(value: date | datetime) -> str:
    """`24 nov. 2026`, for tables; the year always there."""
    return _written(_local(value), "d MMM y")


def month(value: date | datetime) -> str:
    """`novembre 2026`."""
    return format_date(_local(value), "MMMM y", locale=locale())


def clock(value: datetime | time) -> str:
    """`14 h 05` in French, `14:05` elsewhere."""
    local = value if isinstance(value, time) else _here(value)
    return _clock(local.hour, local.minute, locale())


def _clock(hour: int, minute: int, language: str) -> str:
    if language == "fr":
        return f"{hour}\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}{minute:02}"
    return format_time(time(hour, minute), "HH:mm", locale=language)


def distance(value: date | datetime, today: date) -> str:
    """How far a day is from today, in words: « demain », « dans 3 jours », « il y a 2 mois »."""
    days = (_local(value) - today).days
    if abs(days) <= 1:
        return (_("aujourd’hui"), _("demain"), _("hier"))[days]
    count, words = _span(abs(days))
    template = _("dans %(span)s") if days > 0 else _("il y a %(span)s")
    return template % {"span": words % {"count": count}}


def _span(days: int) -> tuple[int, str]:
    """Days under three weeks, weeks under two months, months under two years, then years."""
    if days < 21:
        return days, ngettext("%(count)s jour", "%(count)s jours", days)
    if days < 60:
        return days // 7, ngettext("%(count)s semaine", "%(count)s semaines", days // 7)
    if days < 730:
        months = round(days / 30.44)
        return months, ngettext("%(count)s mois", "%(count)s mois", months)
    return days // 365, ngettext("%(count)s an", "%(count)s ans", days // 365)


def since(value: date | datetime) -> str:
    """`il y a 3 jours`, alone."""
    return distance(value, timezone.localdate())


def day(value: date | datetime, far: int = 400) -> Markup:
    """`mardi 24 novembre, dans 3 jours` as a <time>; beyond `far` days, no distance."""
    return _day(_local(value), _today(), far, locale())


@lru_cache(8192)  # as _formatted: the same days come back on every page
def _day(on: date, today: date, far: int, language: str) -> Markup:
    near = abs((on - today).days) <= far
    same_year = on.year == today.year or abs((on - today).days) < 120
    words = _formatted(on, "EEEE d MMMM" if same_year else "d MMMM y", language)
    tail = f", {distance(on, today)}" if near else ""
    return _time(on.isoformat(), _formatted(on, "EEEE d MMMM y", language), words, tail)


def moment(value: datetime) -> Markup:
    """`aujourd'hui à 14 h 05`, `hier à 9 h 30`, else `mardi 24 novembre à 14 h 05`, as a <time>."""
    local, language = _here(value), locale()
    words, exact = _day_of_moment(local.date(), _today(), language)
    at = _at(local.hour, local.minute, language)
    return _time(local.isoformat(timespec="seconds"), exact + at, words + at, "")


@lru_cache(8192)
def _day_of_moment(on: date, today: date, language: str) -> tuple[str, str]:
    """The day as it is said, and the exact one."""
    if on in (today, today - timedelta(days=1)):
        words = distance(on, today)
    else:
        same_year = on.year == today.year
        words = _formatted(on, "EEEE d MMMM" if same_year else "d MMMM y", language)
    return words, _formatted(on, "EEEE d MMMM y", language)


@lru_cache(24 * 60 * 2)
def _at(hour: int, minute: int, language: str) -> str:
    return _(" à %(clock)s") % {"clock": _clock(hour, minute, language)}


def _time(machine: str, exact: str, words: str, tail: str) -> Markup:
    tail = f'<span class="j-when">{escape(tail)}</span>' if tail else ""
    return Markup(  # noqa: S704 - every part is escaped, or made by isoformat
        f'<time datetime="{machine}" title="{escape(exact)}">{escape(words)}{tail}</time>'
    )
