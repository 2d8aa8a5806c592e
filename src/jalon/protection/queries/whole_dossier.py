"""A whole dossier, read once: the file and the document that a person takes away say the same."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Field, Model
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor, PersonActor
from jalon.accounts.models import Affiliation
from jalon.dossiers.models import Dossier
from jalon.dossiers.queries.timeline import read_timeline
from jalon.protection.queries.dossier_parts import PARTS
from jalon.protection.queries.parts import Part
from jalon.protection.queries.register import Register, read_register

FORMAT: Final = "jalon-dossier"
VERSION: Final = "1.0"
FACTS_AT_ONCE: Final = 1_000


class RightEnded(Exception):
    """Who was reading may read it no more: nothing of what was read leaves, and the rest is not
    read.
    """


@dataclass(frozen=True)
class Value:
    """One field: its name in the file, its label on paper, what it holds.

    `plain` is what the file keeps (ISO dates, codes with their label); `said` is what is read.
    """

    name: str
    label: str
    plain: Any
    said: Any


@dataclass(frozen=True)
class Section:
    """One part: a list of rows, each a list of values."""

    part: Part
    rows: list[list[Value]]


@dataclass(frozen=True)
class WholeDossier:
    """Everything that its reader may read of one dossier, at one moment."""

    dossier: Dossier
    name: str
    made_at: datetime
    sections: list[Section]
    facts: list[dict[str, Any]]
    register: Register


def require_still_read(dossier: Dossier) -> None:
    """What row security says by now, whatever it said before. Raises RightEnded."""
    if not Dossier.objects.filter(pk=dossier.pk).exists():
        raise RightEnded


def read_whole_dossier(
    actor: Actor | PersonActor,
    dossier: Dossier,
    *,
    at: datetime,
    still: Callable[[Dossier], None] = require_still_read,
) -> WholeDossier:
    """All the parts; row-level security leaves out what this reader may not read.

    `still` is asked after each: what is being read stops where its right ends. Raises RightEnded.
    """
    sections = []
    for part in PARTS:
        sections.append(Section(part, [_row(part, row) for row in part.rows(dossier)]))
        still(dossier)
    return WholeDossier(
        dossier=dossier,
        name=dossier.person.name,
        made_at=at,
        sections=sections,
        facts=_facts(actor, dossier),
        register=read_register(dossier, lines=None),
    )


def as_data(whole: WholeDossier) -> dict[str, Any]:
    """The file: documented in docs/export.md, versioned, readable by any program."""
    dossier = whole.dossier
    return {
        "format": FORMAT,
        "version": VERSION,
        "made_at": whole.made_at.isoformat(),
        "dossier": {
            "number": str(dossier.public_id),
            "opened_at": _plain(dossier.opened_at),
            "closed_at": _plain(dossier.closed_at),
        },
        "parts": {section.part.key: _section_data(section) for section in whole.sections},
        "history": [
            {
                "at": fact["at"].isoformat(),
                "kind": fact["kind"],
                "by": fact["who"],
                "organisation": fact["organisation"],
            }
            for fact in whole.facts
        ],
        "readings": [
            {
                "day": line.day.isoformat(),
                "first_at": line.first_at.isoformat(),
                "last_at": line.last_at.isoformat(),
                "times": line.times,
                "reader": line.reader or None,
                "organisation": line.organisation or None,
                "purpose": line.purpose or None,
                "channels": list(line.channels),
                "parts": list(line.blocks),
                "reasons": list(line.reasons),
            }
            for line in whole.register.lines
        ],
    }


def _section_data(section: Section) -> Any:
    rows = [{value.name: value.plain for value in row} for row in section.rows]
    if section.part.is_one:
        return rows[0] if rows else None
    return rows


def _facts(actor: Actor | PersonActor, dossier: Dossier) -> list[dict[str, Any]]:
    """What happened, newest first, page after page."""
    found: list[dict[str, Any]] = []
    while True:
        before = found[-1]["position"] if found else None
        page = read_timeline(actor, dossier.pk, before=before, limit=FACTS_AT_ONCE)
        found += page
        if len(page) < FACTS_AT_ONCE:
            return found


def _row(part: Part, row: Any) -> list[Value]:
    return [_value(part, row, name) for name in part.fields]


def _value(part: Part, row: Any, name: str) -> Value:
    model_field: Any = part.model._meta.get_field(name)
    held = part.says[name](row) if name in part.says else getattr(row, name)
    plain, said = _coded(model_field, held), _said(model_field, held)
    return Value(part.name_of(name), part.label_of(name), plain, said)


def _coded(model_field: Field, held: Any) -> Any:
    """A choice keeps its code and its words; the rest is as JSON holds it."""
    if model_field.choices and held not in (None, ""):
        return {"code": held, "label": str(dict(model_field.flatchoices).get(held, held))}
    return _plain(held)


def _plain(held: Any) -> Any:
    if isinstance(held, datetime | date):
        return held.isoformat()
    if isinstance(held, Affiliation):
        return {"name": held.user.name, "organisation": str(held.organisation)}
    if isinstance(held, Model | UUID):
        return str(held)
    if isinstance(held, list | tuple):
        return [_plain(one) for one in held]
    if isinstance(held, dict):
        return {str(key): _plain(one) for key, one in held.items()}
    return held


def _said(model_field: Field, held: Any) -> Any:
    """What a reader reads; dates and instants are left to the page."""
    if held in (None, "", [], {}):
        return ""
    if isinstance(held, bool):
        return _("oui") if held else _("non")
    if model_field.choices:
        return str(dict(model_field.flatchoices).get(held, held))
    if isinstance(held, Affiliation):
        return f"{held.user.name}, {held.organisation}"
    if isinstance(held, dict):
        return _listed(f"{name} : {one}" for name, one in held.items())
    if isinstance(held, list | tuple):
        return _listed(str(one) for one in held)
    return held if isinstance(held, datetime | date) else str(held)


def _listed(texts: Iterable[str]) -> str:
    return ", ".join(texts)
