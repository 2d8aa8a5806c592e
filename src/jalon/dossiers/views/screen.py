"""The page of a dossier as its templates need it, from the one dict of the read model."""

from datetime import date, datetime
from functools import lru_cache
from math import ceil
from typing import Any, Final, get_args

from django.template.loader import render_to_string
from django.utils import timezone
from markupsafe import Markup

from jalon.access.policy.blocks import Block
from jalon.dossiers.forms.choices import language_name
from jalon.dossiers.forms.notes import NoteForm
from jalon.dossiers.models import (
    HouseholdKind,
    NoteBlock,
    NoteKind,
    RsaStatus,
    TeamRole,
    WorkSituation,
)
from jalon.dossiers.sections import Place, Section, sections
from jalon.dossiers.views import portrait
from jalon.dossiers.views.parts import (
    is_shown,
    readable_sections,
    shows_barriers,
    writable_parts,
)
from jalon.dossiers.views.sentences import barrier_state, block_titles, change_sentence, themes
from jalon.dossiers.views.thread import thread
from jalon.ui.environment import url
from jalon.ui.policy_words import BLOCKS
from jalon.ui.request import Request
from jalon.ui.words import label, locale

# Names of the blocks, and their anchors in the address.
ANCHORS: Final = {
    "header": "contenu", "situation": "situation", "barriers": "freins", "team": "equipe",
    "identity": "identite", "contact": "contact", "household": "foyer", "rights": "droits",
    "education": "formation", "work": "travail", "note": "noter", "timeline": "fil",
}  # fmt: skip


def every_part() -> tuple[str, ...]:
    """The names of all that the page may show, sections of the rooms above included."""
    return (*ANCHORS, *(section.name for section in sections))


def screen(request: Request, page: dict[str, Any]) -> dict[str, Any]:
    """The context of `dossiers/dossier.html` and of each of its blocks."""
    rendered_at, today = timezone.now(), request.actor.today
    facts, shown = thread(request, page), shown_sections(page)
    readable, writes = readable_sections(page), writable_parts(page)
    return {
        "page": page,
        "dossier_id": page["dossier"]["public_id"],
        "here": url("dossier_page", page["dossier"]["public_id"]),
        "anchors": ANCHORS,
        "titles": block_titles(),
        "sections": shown,
        "section_links": _links(shown),
        "can_write": any(writes.values()),
        "writes": writes,
        "has_barriers": shows_barriers(page),
        "position": page["position"],
        "urgent": _urgent(page, rendered_at),
        "limited": [BLOCKS[block] for block in Block if page["allows"].is_limited(block)],
        "rendered": timezone.localtime(rendered_at),
        "head": _head(page, today),
        "situation": _situation(page, today),
        "barriers": _barriers(page),
        "team": [_seat(seat, page) for seat in page["team"]],
        "blocks": {block.name: block for block in portrait.blocks(page, readable)},
        "new": portrait.new_blocks(page),
        "changes": _changes(page, facts),
        "thread": facts,
        "note_form": None,
        "note_fields": empty_note_fields(today, locale()),
        "panel": None,
        "just_written": None,
    }


def shown_sections(page: dict[str, Any]) -> list[dict[str, Any]]:
    """The parts of the rooms above that exist for the reader, in their order."""
    new, language = portrait.new_blocks(page), locale()
    return [
        {
            "name": section.name,
            "anchor": section.anchor,
            "title": _title(section, language),
            "template": section.template,
            "head": section.head,
            "place": section.place,
            "value": page["sections"][section.name],
            "is_new": section.name in new,
        }
        for section in sections
        if is_shown(page, section.name)
    ]


@lru_cache(256)
def _title(section: Section, language: str) -> str:
    """The title of a section, translated once."""
    return str(section.title)


def _links(shown: list[dict[str, Any]]) -> dict[str, list[tuple[str, str]]]:
    """The anchors of the sections, by the part of the page that they follow."""
    places: tuple[Place, ...] = get_args(Place)
    return {
        place: [(f"#{one['anchor']}", one["title"]) for one in shown if one["place"] == place]
        for place in places
    }


def _urgent(page: dict[str, Any], now: datetime) -> dict[str, Any] | None:
    """Until when a dossier opened in an emergency stays open, and in how many minutes."""
    if not page["urgent"]:
        return None
    ends_at = timezone.localtime(page["urgent"]["expires_at"])
    minutes = ceil((ends_at - now).total_seconds() / 60)
    return {"expires_at": ends_at, "minutes": minutes}


def _changes(page: dict[str, Any], shown: dict[str, Any]) -> list[dict[str, Any]]:
    """What is new, each leading to its place in le fil, even when that is further back."""
    there = {item["position"] for item in shown["items"]}
    return [
        {
            **item,
            "sentence": change_sentence(item),
            "back": "" if item["position"] in there else f"?avant={item['position'] + 1}",
        }
        for item in page["changes"]
    ]


@lru_cache(8)
def empty_note_fields(today: date, language: str) -> Markup:
    """The fields of an empty note: the same for everybody on the same day."""
    return note_fields(
        NoteForm(initial={"happened_on": today, "kind": NoteKind.NOTE, "block": NoteBlock.GENERAL})
    )


def note_fields(form: NoteForm) -> Markup:
    html = render_to_string("dossiers/note_fields.html", {"note_form": form}, using="jinja2")
    return Markup(html)  # noqa: S704 - the template has escaped what was typed


def _head(page: dict[str, Any], today: date) -> dict[str, Any]:
    person, contact = page["person"], page["contact"]
    language = contact.get("language") or "fr"
    return {
        "age": portrait.age(person, today),
        "commune": portrait.commune(contact),
        "phone": next(iter(contact["phones"]), ""),
        "email": next(iter(contact["emails"]), ""),
        "channel": contact.get("preferred_channel") or "",
        "language": "" if language == "fr" else language_name(language),
        "needs_interpreter": contact.get("needs_interpreter"),
        "referent": next(
            (seat for seat in page["team"] if seat["role"] == TeamRole.REFERENT), None
        ),
    }


def _situation(page: dict[str, Any], today: date) -> dict[str, Any]:
    rights, work, household = (page[name] or {} for name in ("rights", "work", "household"))
    written = (item for item in page["timeline"] if item["kind"] == "note.written")
    return {
        "rsa": label(RsaStatus, rights["rsa"]) if rights.get("rsa") else "",
        "rsa_since": rights.get("rsa_since"),
        "has_duties": rights.get("has_duties"),
        "warning": portrait.rights_warning(rights, today),
        "work": label(WorkSituation, work["situation"]) if work.get("situation") else "",
        "work_since": work.get("situation_since"),
        "sought_job": work.get("sought_job") or "",
        "household": label(HouseholdKind, household["kind"]) if household.get("kind") else "",
        "dependants": household.get("dependants"),
        "barriers": portrait.barrier_count(page["barriers"]),
        "last_note": next((item for item in written if not item["note"]["withdrawn_at"]), None),
    }


def _barriers(page: dict[str, Any]) -> dict[str, Any]:
    """Difficulties first, the hardest on top; then what is settled; then what nobody addressed."""
    weight = {"strong": 0, "medium": 1, "none": 2}
    by_status: dict[str, list[dict[str, Any]]] = {
        "yes": [],
        "resolved": [],
        "no": [],
        "not_addressed": [],
    }
    for barrier in page["barriers"]:
        said = barrier_state(barrier["status"], barrier["impact"])
        named = {"said": said, "label": themes()[barrier["theme"]]}
        by_status[barrier["status"]].append({**barrier, **named})
    by_status["yes"].sort(key=lambda barrier: weight[barrier["impact"]])
    return by_status


def _seat(seat: dict[str, Any], page: dict[str, Any]) -> dict[str, Any]:
    reader = page["rights_of_reader"]
    is_referent = seat["role"] == TeamRole.REFERENT
    return {
        **seat,
        "is_referent": is_referent,
        "role_label": label(TeamRole, seat["role"]),
        "may_end": not is_referent and (seat["is_me"] or reader["is_referent"]),
        "may_name": seat["name"] is None and reader["answers_for_empty_seat"],
    }
