"""Every address of the site, and what to put in it."""

from collections.abc import Iterator
from typing import Any, Final
from uuid import UUID

from django.apps import apps
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse
from django.urls.converters import IntConverter, SlugConverter, StringConverter, UUIDConverter

ACCESS: Final = {"acting", "personal", "signed in", "signing in", "public"}
# Numbers that count something the reader sees; any other number in an address is a primary key.
NUMBERS: Final = {"month", "position", "line"}
WORDS: Final = {
    "block": "work",
    "section": "work",
    "theme": "mobilite",
    "step": "1",
    "part": "calendar",
    "article": "porteur",
    "criterion": "porteur",
    "kind": "copie",
    "key": "retention.active_months",
    "handle": "0123456789abcdef01234567",
    "code": "AAAABBBBCCCCDDDD",
}


def every_pattern(patterns: Any = None) -> Iterator[URLPattern]:
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        else:
            yield from every_pattern(pattern.url_patterns)


def says_who_may_enter(view: Any) -> list[str]:
    access = getattr(view, "access", None)
    if access in ACCESS:
        return []
    return [f"says access = {access!r}; decorate it with one of jalon.ui.access: {sorted(ACCESS)}"]


def shows_no_primary_key(pattern: URLPattern) -> list[str]:
    converters = getattr(pattern.pattern, "converters", {})
    return [
        f"<int:{name}> could be a primary key: use the public id"
        for name, converter in converters.items()
        if isinstance(converter, IntConverter) and name not in NUMBERS
    ]


def has_object(pattern: URLPattern) -> bool:
    converters = getattr(pattern.pattern, "converters", {})
    is_named = any(isinstance(converter, UUIDConverter) for converter in converters.values())
    return is_named or "code" in converters  # a secret that opens one thing


def address(pattern: URLPattern, public_id: UUID, *, within: UUID | None = None) -> str | None:
    """The address about one thing, whatever it is; None for what the library builds itself.

    `within`: the dossier, where the address of a thing begins by that of its dossier.
    """
    converters = getattr(pattern.pattern, "converters", {})
    ids = [name for name, one in converters.items() if isinstance(one, UUIDConverter)]
    values: dict[str, Any] = {}
    for name, converter in converters.items():
        if isinstance(converter, UUIDConverter):
            values[name] = within if within and len(ids) > 1 and name == ids[0] else public_id
        elif isinstance(converter, IntConverter):
            values[name] = 1
        elif isinstance(converter, SlugConverter | StringConverter):
            values[name] = WORDS[name]
    try:
        return reverse(pattern.name, kwargs=values) if pattern.name else None
    except NoReverseMatch:
        return None  # a key made for one message (choosing a password)


def every_public_id() -> list[UUID]:
    """The public id of everything that the database holds."""
    return [
        public_id
        for model in apps.get_models()
        if hasattr(model, "public_id")
        for public_id in model._default_manager.values_list("public_id", flat=True)
    ]


ROOTS = {"dossier", "person", "organisation"}  # what every room knows by its number


def one_of_each_kind() -> dict[str, list[UUID]]:
    """The public id of the oldest thing of each kind, by room (the roots: under "").

    An address tells kinds apart, not things.
    """
    found: dict[str, list[UUID]] = {"": []}
    for model in apps.get_models():
        if not hasattr(model, "public_id"):
            continue
        thing = model._default_manager.order_by("pk").first()
        if thing is not None:
            room = "" if model._meta.model_name in ROOTS else model._meta.app_label
            found.setdefault(room, []).append(thing.public_id)
    return found


def things_near(pattern: URLPattern, things: dict[str, list[UUID]]) -> list[UUID]:
    """Those that this address could be about: of its room and the roots; all, if it holds none."""
    room = pattern.callback.__module__.removeprefix("jalon.").split(".")[0]
    if room in things:
        return [*things[""], *things[room]]
    return [public_id for ids in things.values() for public_id in ids]
