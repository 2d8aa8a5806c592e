"""The value of a figure on a day, and how it came to be. No statement once a process has read."""

import time
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from django.db import transaction

from jalon.parameters.catalogue import CATALOGUE
from jalon.parameters.models import ParameterValue
from jalon.parameters.parameter import Parameter, Value
from jalon.parameters.reading import parse

# What another process decided is known here within that time; what this one did, at its commit.
FRESH_SECONDS: Final = 30


@dataclass(frozen=True)
class InForce:
    """A value from a day on; `decided_by` is empty when it is the text's own."""

    since: date
    value: Value
    source: str
    decided_by: str = ""


class _Decided:
    """What this deployment decided, by key, oldest first; read in one statement, then kept."""

    by_key: dict[str, list[InForce]] | None = None
    read_at: float = 0.0
    on_days: ClassVar[dict[tuple[str, date], InForce]] = {}  # what was worked out since


def value(key: str, *, on: date) -> Value:
    """The value in force that day. KeyError names an unknown key; LookupError, a day too early."""
    return in_force(key, on=on).value


def integer(key: str, *, on: date) -> int:
    """The value of a figure that is a whole number. TypeError when it is not one."""
    found = value(key, on=on)
    if isinstance(found, bool) or not isinstance(found, int):
        raise TypeError(f"{key} is {found!r}, not a whole number")
    return found


def in_force(key: str, *, on: date) -> InForce:
    """The value in force that day, with its text: the deployment's own, else the text's."""
    _decided()
    if (key, on) not in _Decided.on_days:
        found = [one for one in history(key) if one.since <= on]
        if not found:
            raise LookupError(f"{key} had no value yet on {on}")
        _Decided.on_days[key, on] = found[-1]
    return _Decided.on_days[key, on]


def history(key: str) -> list[InForce]:
    """All values, in the order in which they apply; a decision counts over the text from its day.

    A decision later corrected for the same day stays in the list, before its correction.
    """
    parameter = known(key)
    given = [InForce(one.since, one.value, one.source) for one in parameter.values]
    # Sorting keeps the order of equals: given by the texts, then decided, then corrected.
    return sorted([*given, *_decided().get(key, [])], key=lambda one: one.since)


def known(key: str) -> Parameter:
    """The parameter of that key. KeyError names it and the others."""
    if key not in CATALOGUE:
        raise KeyError(f"unknown parameter {key!r}; known: {', '.join(sorted(CATALOGUE))}")
    return CATALOGUE[key]


def forget() -> None:
    """Read again at the next question: something was decided."""
    _Decided.by_key = None


def forget_at_commit() -> None:
    """Within this transaction and after it, what was decided is read again."""
    forget()
    transaction.on_commit(forget)


def remember(decided: dict[str, list[InForce]]) -> None:
    """Take this for what was decided, from now on and for FRESH_SECONDS."""
    _Decided.by_key, _Decided.read_at = decided, time.monotonic()
    _Decided.on_days.clear()


def _decided() -> dict[str, list[InForce]]:
    if _Decided.by_key is None or time.monotonic() - _Decided.read_at > FRESH_SECONDS:
        remember(_read())
    return _Decided.by_key or {}


def _read() -> dict[str, list[InForce]]:
    found: dict[str, list[InForce]] = defaultdict(list)
    for row in ParameterValue.objects.order_by("in_force_from", "pk"):
        # A figure that the platform no longer knows is history, not an error.
        if row.key in CATALOGUE:
            read = parse(CATALOGUE[row.key], row.value)
            found[row.key].append(InForce(row.in_force_from, read, row.source, row.decided_by))
    return dict(found)
