"""What is true of a project, atom by atom: yes, no or not known yet, and one sentence saying it.

The sentence states a fact about the project, whatever the criterion wants of it, with the value at
stake. Nothing here raises, whatever the values are: what is not understood is not known.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from jalon.accounts.kinds import OrganisationKind
from jalon.calls.eligibility.expression import (
    AT_LEAST,
    Amount,
    Atom,
    Dated,
    HasMember,
    InZoning,
    Is,
    Joined,
    Limit,
    Rate,
    Signed,
)
from jalon.calls.eligibility.fields import CARRIER_KIND, DOCUMENTS, FIELDS, MEMBERS, Zoning
from jalon.calls.money import euros, percent
from jalon.ui.dates import short_day
from jalon.ui.words import label, listing

MYRIAD: Final = 10_000
Values = Mapping[str, Any]
Figures = Mapping[str, int | None]


@dataclass(frozen=True)
class Fact:
    """`holds` is None when it cannot be told; `field` is what to fill or mend."""

    holds: bool | None
    sentence: str
    field: str


def fact(atom: Atom, values: Values, figures: Figures, documents: Mapping[str, str]) -> Fact:
    """Whether this holds of the project. `documents`: their labels, by code."""
    match atom:
        case Is(field, value):
            return _is(field, value, values)
        case Amount():
            return _amount(atom, values, figures)
        case Rate():
            return _rate(atom, values, figures)
        case HasMember(kinds):
            return _member(kinds, values)
        case Signed(kinds):
            return _signed(kinds, values)
        case InZoning(field, zoning):
            return _zoning(field, zoning, values)
        case Joined(document):
            return _document(document, documents.get(document, document), values)
        case Dated():
            return _date(atom, values)


def _unknown(field: str) -> Fact:
    words = _("%(what)s : pas encore renseigné.") % {"what": FIELDS[field].label}
    return Fact(None, words, field)


def _is(field: str, value: bool | tuple[str, ...], values: Values) -> Fact:
    found = values.get(field)
    if isinstance(value, bool):
        if not isinstance(found, bool):
            return _unknown(field)
        said = FIELDS[field].yes if found else FIELDS[field].no
        return Fact(found is value, str(said), field)
    if not isinstance(found, str) or found not in OrganisationKind.values:
        return _unknown(CARRIER_KIND)
    words = _("Le porteur est : %(kind)s.") % {"kind": label(OrganisationKind, found)}
    return Fact(found in value, words, field)


def _amount(atom: Amount, values: Values, figures: Figures) -> Fact:
    amount, limit = _whole(values.get(atom.field)), _figure(atom.limit, figures)
    if amount is None or limit is None:
        return _unknown(atom.field)
    words = {
        "what": FIELDS[atom.field].label,
        "amount": euros(amount),
        "limit": euros(limit),
        "gap": euros(abs(amount - limit)),
    }
    if atom.sign == AT_LEAST:
        holds, wanted = amount >= limit, _("%(what)s : %(amount)s, pour %(limit)s au moins")
        missing = _("il manque %(gap)s")
    else:
        holds, wanted = amount <= limit, _("%(what)s : %(amount)s, pour %(limit)s au plus")
        missing = _("c'est %(gap)s de trop")
    return Fact(holds, _sentence(wanted, "" if holds else missing, words), atom.field)


def _rate(atom: Rate, values: Values, figures: Figures) -> Fact:
    part, whole = _whole(values.get(atom.part)), _whole(values.get(atom.whole))
    limit = _figure(atom.limit, figures)
    if part is None or not whole or limit is None:
        return _unknown(atom.part if part is None else atom.whole)
    is_least = atom.sign == AT_LEAST
    holds = part * MYRIAD >= limit * whole if is_least else part * MYRIAD <= limit * whole
    asked = -(-limit * whole // MYRIAD) if is_least else limit * whole // MYRIAD
    words = {
        "what": FIELDS[atom.part].label,
        "rate": percent(part, whole, up=not is_least),
        "part": euros(part),
        "whole": euros(whole),
        "limit": percent(limit, MYRIAD),
        "gap": euros(abs(asked - part)),
    }
    if is_least:
        wanted = _("%(what)s : %(rate)s (%(part)s sur %(whole)s), pour %(limit)s au moins")
        missing = _("il manque %(gap)s")
    else:
        wanted = _("%(what)s : %(rate)s (%(part)s sur %(whole)s), pour %(limit)s au plus")
        missing = _("c'est %(gap)s de trop")
    return Fact(holds, _sentence(wanted, "" if holds else missing, words), atom.part)


def _member(kinds: Sequence[str], values: Values) -> Fact:
    members = _members(values)
    if members is None:
        return _unknown(MEMBERS)
    names = [one["name"] or _kind(one["kind"]) for one in members if one["kind"] in kinds]
    if names:
        words = _("Membre du groupement : %(names)s.") % {"names": listing(names)}
    else:
        wanted = " / ".join(map(_kind, kinds))
        words = _("Aucun membre du groupement n'est : %(kinds)s.") % {"kinds": wanted}
    return Fact(bool(names), words, MEMBERS)


def _signed(kinds: Sequence[str], values: Values) -> Fact:
    members = _members(values)
    if members is None:
        return _unknown(MEMBERS)
    asked = [one for one in members if not kinds or one["kind"] in kinds]
    letters = [one["letter_signed"] for one in asked]
    wanted = " / ".join(map(_kind, kinds)) or _("tous les membres")
    holds = _every(letters) if not kinds else _some(letters)
    said = {
        True: _("Lettre d'engagement signée : %(kinds)s."),
        False: _("Lettre d'engagement non signée : %(kinds)s."),
        None: _("Lettre d'engagement pas encore renseignée : %(kinds)s."),
    }
    if kinds and not asked:
        said[False] = _("Aucun membre du groupement n'est : %(kinds)s.")
    return Fact(holds, said[holds] % {"kinds": wanted}, MEMBERS)


def _zoning(field: str, zoning: str, values: Values) -> Fact:
    found = _codes(values.get(field))
    if found is None:
        return _unknown(field)
    holds = zoning in found
    if field == "zonings_present":
        said = (
            _("Présent dans le périmètre : %(zone)s.")
            if holds
            else _("Absent du périmètre : %(zone)s.")
        )
    else:
        said = (
            _("Associé au projet : %(zone)s.") if holds else _("Pas associé au projet : %(zone)s.")
        )
    return Fact(holds, said % {"zone": label(Zoning, zoning)}, field)


def _document(code: str, name: str, values: Values) -> Fact:
    found = _codes(values.get(DOCUMENTS))
    if found is None:
        return _unknown(DOCUMENTS)
    said = _("Pièce jointe : %(name)s.") if code in found else _("Pièce manquante : %(name)s.")
    return Fact(code in found, said % {"name": name}, DOCUMENTS)


def _date(atom: Dated, values: Values) -> Fact:
    try:
        found = date.fromisoformat(values.get(atom.field) or "")
    except (TypeError, ValueError):
        return _unknown(atom.field)
    if atom.sign == AT_LEAST:
        holds, said = found >= atom.day, _("%(what)s : %(day)s, attendu à partir du %(limit)s.")
    else:
        holds, said = found <= atom.day, _("%(what)s : %(day)s, attendu au plus tard le %(limit)s.")
    what = {"what": FIELDS[atom.field].label, "day": short_day(found), "limit": short_day(atom.day)}
    return Fact(holds, said % what, atom.field)


def _sentence(wanted: str, missing: str, words: Mapping[str, Any]) -> str:
    return f"{wanted} : {missing}." % words if missing else f"{wanted}." % words


def _whole(value: Any) -> int | None:
    is_whole = isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return value if is_whole else None


def _figure(limit: Limit, figures: Figures) -> int | None:
    return _whole(figures.get(limit)) if isinstance(limit, str) else limit


def _codes(value: Any) -> set[str] | None:
    is_list = isinstance(value, list | tuple | set | frozenset)
    return {one for one in value if isinstance(one, str)} if is_list else None


def _members(values: Values) -> list[dict[str, Any]] | None:
    found = values.get(MEMBERS)
    if not isinstance(found, list | tuple):
        return None
    return [
        {
            "kind": one.get("kind"),
            "name": str(one.get("name") or ""),
            "letter_signed": one.get("letter_signed"),
        }
        for one in found
        if isinstance(one, Mapping)
    ]


def _kind(code: Any) -> str:
    return label(OrganisationKind, code) if code in OrganisationKind.values else str(code)


def _some(answers: Sequence[Any]) -> bool | None:
    if any(one is True for one in answers):
        return True
    return False if all(one is False for one in answers) else None


def _every(answers: Sequence[Any]) -> bool | None:
    if any(one is False for one in answers) or not answers:
        return False
    return True if all(one is True for one in answers) else None
