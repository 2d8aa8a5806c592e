"""Dates as people say them: « mardi 24 novembre, dans 3 jours », the exact one in title and print.

Filters of the pages. They read today's date themselves: a page is the edge, where clocks are read.
"""

from datetime import date, datetime, timedelta
from functools import lru_cache

from babel.dates import format_date, format_time
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup, escape

from jalon.ui.words import locale


def _local(value: date | datetime) -> date:
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
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


def clock(value: datetime) -> str:
    """`14 h 05` in French, `14:05` elsewhere."""
    local = timezone.localtime(value)
    if locale() == "fr":
        return f"{local.hour}\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}{local.minute:02}"
    return format_time(local, "HH:mm", locale=locale())


def distance(value: date | datetime, today: date) -> str:
    """How far a day is from today, in words: « demain », « dans 3 jours », « il y a 2 mois »."""
    days = (_local(value) - today).days
    near = {0: _("aujourd’hui"), 1: _("demain"), -1: _("hier")}
    if days in near:
        return near[days]
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
    today, on = timezone.localdate(), _local(value)
    near = abs((on - today).days) <= far
    same_year = on.year == today.year or abs((on - today).days) < 120
    words = _written(on, "EEEE d MMMM" if same_year else "d MMMM y")
    tail = f", {distance(on, today)}" if near else ""
    return _time(on.isoformat(), plain_day(on), words, tail)


def moment(value: datetime) -> Markup:
    """`aujourd'hui à 14 h 05`, `hier à 9 h 30`, else `mardi 24 novembre à 14 h 05`, as a <time>."""
    today, on = timezone.localdate(), _local(value)
    if on in (today, today - timedelta(days=1)):
        words = distance(on, today)
    else:
        words = _written(on, "EEEE d MMMM" if on.year == today.year else "d MMMM y")
    at = _(" à %(clock)s") % {"clock": clock(value)}
    exact = plain_day(on) + at
    return _time(timezone.localtime(value).isoformat(timespec="seconds"), exact, words + at, "")


def _time(machine: str, exact: str, words: str, tail: str) -> Markup:
    tail = f'<span class="j-when">{escape(tail)}</span>' if tail else ""
    return Markup(
        f'<time datetime="{machine}" title="{escape(exact)}">{escape(words)}{tail}</time>'
    )
