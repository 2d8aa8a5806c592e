"""A criterion as a typed expression: read from JSON, written back, and nothing else.

`{"op": "amount", "field": "state_cents", "sign": "at_most", "limit": 50000000}`; a limit is a whole
number, or the name of a figure of the call. `all`, `any` and `not` join others.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from jalon.accounts.kinds import OrganisationKind
from jalon.calls.eligibility.fields import (
    AMOUNTS,
    CARRIER_KIND,
    DAYS,
    FIGURES,
    YES_OR_NO,
    ZONINGS,
    Zoning,
    of,
)

DEEPEST: Final = 6
WIDEST: Final = 20
AT_MOST, AT_LEAST = "at_most", "at_least"
Limit = int | str
Json = dict[str, Any]


class Malformed(ValueError):
    """Not an expression; for developers, and for whatever was written by hand."""


@dataclass(frozen=True)
class Is:
    """A yes-or-no field has this value, or the carrier is of one of these kinds."""

    field: str
    value: bool | tuple[str, ...]


@dataclass(frozen=True)
class Amount:
    field: str
    sign: str
    limit: Limit


@dataclass(frozen=True)
class Rate:
    """`part` of `whole`, in ten-thousandths."""

    part: str
    whole: str
    sign: str
    limit: Limit


@dataclass(frozen=True)
class HasMember:
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Signed:
    """The commitment letter of a member of these kinds is signed; of all members when empty."""

    kinds: tuple[str, ...]


@dataclass(frozen=True)
class InZoning:
    field: str
    zoning: str


@dataclass(frozen=True)
class Joined:
    document: str


@dataclass(frozen=True)
class Dated:
    """On that day or later (at_least), or on that day or sooner (at_most)."""

    field: str
    sign: str
    day: date


@dataclass(frozen=True)
class Not:
    of: "Expression"


@dataclass(frozen=True)
class Every:
    of: tuple["Expression", ...]


@dataclass(frozen=True)
class Either:
    of: tuple["Expression", ...]


Atom = Is | Amount | Rate | HasMember | Signed | InZoning | Joined | Dated
Expression = Atom | Not | Every | Either


def read(said: Any, depth: int = 0) -> Expression:
    """The expression of this JSON. Raises Malformed, and nothing else, whatever it is given."""
    if not isinstance(said, Mapping) or depth > DEEPEST:
        raise Malformed(f"{said!r} is not an expression, or one of more than {DEEPEST} levels")
    op = said.get("op")
    if op == "not":
        return Not(read(said.get("of"), depth + 1))
    if op in ("all", "any"):
        inside = said.get("of")
        if not isinstance(inside, list) or not 0 < len(inside) <= WIDEST:
            raise Malformed(f"{op} joins 1 to {WIDEST} expressions, not {inside!r}")
        parts = tuple(read(one, depth + 1) for one in inside)
        return Every(parts) if op == "all" else Either(parts)
    reader = ATOMS.get(op) if isinstance(op, str) else None
    if reader is None:
        raise Malformed(f"unknown op {op!r}; known: all, any, not, {', '.join(ATOMS)}")
    return reader(said)


def _is(said: Mapping[str, Any]) -> Atom:
    if said.get("field") == CARRIER_KIND:
        return Is(CARRIER_KIND, _kinds(said.get("value")))
    return Is(_among(said, "field", of(YES_OR_NO)), _among(said, "value", [True, False]))


def _amount(said: Mapping[str, Any]) -> Atom:
    return Amount(_among(said, "field", of(AMOUNTS)), _sign(said), _limit(said))


def _rate(said: Mapping[str, Any]) -> Atom:
    part, whole = _among(said, "field", of(AMOUNTS)), _among(said, "of", of(AMOUNTS))
    return Rate(part, whole, _sign(said), _limit(said))


def _zoning(said: Mapping[str, Any]) -> Atom:
    return InZoning(_among(said, "field", of(ZONINGS)), _among(said, "zoning", Zoning.values))


def _document(said: Mapping[str, Any]) -> Atom:
    document = said.get("document")
    if not isinstance(document, str) or not document:
        raise Malformed(f"document is the code of one, not {document!r}")
    return Joined(document)


def _date(said: Mapping[str, Any]) -> Atom:
    try:
        day = date.fromisoformat(said.get("day", ""))
    except (TypeError, ValueError) as error:
        raise Malformed(f"day is YYYY-MM-DD, not {said.get('day')!r}") from error
    return Dated(_among(said, "field", of(DAYS)), _sign(said), day)


ATOMS: Final[dict[str, Callable[[Mapping[str, Any]], Atom]]] = {
    "is": _is,
    "amount": _amount,
    "rate": _rate,
    "member": lambda said: HasMember(_kinds(said.get("kinds"))),
    "signed": lambda said: Signed(_kinds(said.get("kinds"), may_be_empty=True)),
    "zoning": _zoning,
    "document": _document,
    "date": _date,
}


def written(expression: Expression) -> Json:
    """The JSON of an expression: `read(written(x)) == x`."""
    match expression:
        case Is(field, value):
            return {"op": "is", "field": field, "value": _plain(value)}
        case Amount(field, sign, limit):
            return {"op": "amount", "field": field, "sign": sign, "limit": limit}
        case Rate(part, whole, sign, limit):
            return {"op": "rate", "field": part, "of": whole, "sign": sign, "limit": limit}
        case HasMember(kinds):
            return {"op": "member", "kinds": list(kinds)}
        case Signed(kinds):
            return {"op": "signed", "kinds": list(kinds)}
        case InZoning(field, zoning):
            return {"op": "zoning", "field": field, "zoning": zoning}
        case Joined(document):
            return {"op": "document", "document": document}
        case Dated(field, sign, day):
            return {"op": "date", "field": field, "sign": sign, "day": day.isoformat()}
        case Not(inside):
            return {"op": "not", "of": written(inside)}
        case Every(parts):
            return {"op": "all", "of": [written(one) for one in parts]}
        case Either(parts):
            return {"op": "any", "of": [written(one) for one in parts]}


def _plain(value: bool | tuple[str, ...]) -> bool | list[str]:
    return value if isinstance(value, bool) else list(value)


def _among(said: Mapping[str, Any], name: str, known: list[Any]) -> Any:
    found = said.get(name)
    if not any(found is one or (isinstance(found, str) and found == one) for one in known):
        raise Malformed(f"{name} is one of {known}, not {found!r}")
    return found


def _sign(said: Mapping[str, Any]) -> str:
    return str(_among(said, "sign", [AT_MOST, AT_LEAST]))


def _limit(said: Mapping[str, Any]) -> Limit:
    limit = said.get("limit")
    if isinstance(limit, str) and limit in FIGURES:
        return limit
    if isinstance(limit, int) and not isinstance(limit, bool) and limit >= 0:
        return limit
    raise Malformed(f"limit is a whole number or one of {list(FIGURES)}, not {limit!r}")


def _kinds(said: Any, *, may_be_empty: bool = False) -> tuple[str, ...]:
    known = set(OrganisationKind.values)
    if not isinstance(said, list) or not all(isinstance(one, str) for one in said):
        raise Malformed(f"kinds is a list of codes, not {said!r}")
    if set(said) - known or not (said or may_be_empty):
        raise Malformed(f"unknown kinds in {said!r}; known: {sorted(known)}")
    return tuple(said)
