"""The one Jinja2 environment of our pages."""

from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext, npgettext, pgettext
from jinja2 import Environment, StrictUndefined

from jalon.ui import dates, words


def url(name: str, *args: Any, query: str = "", **kwargs: Any) -> str:
    """The address of a named page; `query` is appended after a question mark when not empty."""
    address = reverse(name, args=args or None, kwargs=kwargs or None)
    return f"{address}?{query}" if query else address


def environment(**options: Any) -> Environment:
    """Called by Django's Jinja2 backend. A name that no context gives is an error, not a blank."""
    options["undefined"] = StrictUndefined
    options["trim_blocks"] = options["lstrip_blocks"] = True
    env = Environment(extensions=["jinja2.ext.i18n"], **options)  # noqa: S701 (Django sets autoescape)
    env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: words.typeset(gettext(text)),
        lambda one, many, count: words.typeset(ngettext(one, many, count)),
        newstyle=True,
        pgettext=lambda context, text: words.typeset(pgettext(context, text)),
        npgettext=lambda context, one, many, count: words.typeset(
            npgettext(context, one, many, count)
        ),
    )
    env.globals.update(
        static=static, url=url, language=get_language, contact_email=settings.JALON_CONTACT_EMAIL
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
