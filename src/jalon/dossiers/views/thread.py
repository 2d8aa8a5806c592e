"""Le fil: what the reader asks to see of it (in the address), and each fact ready for the page."""

from dataclasses import dataclass
from datetime import timedelta
from textwrap import shorten
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from jalon.dossiers.queries.page_rights import is_known
from jalon.dossiers.queries.page_statement import TIMELINE_ITEMS
from jalon.dossiers.queries.timeline import filters, read_timeline
from jalon.dossiers.sections import sections
from jalon.dossiers.views.sentences import fact_sentence
from jalon.ui.asked import public_id
from jalon.ui.request import Request
from jalon.ui.words import once_per_language

MOST: Final = 1000  # facts on one screen, however far back its reader went
LONG: Final = 600  # letters of a note beyond which it is folded
UNDO: Final = timedelta(hours=24)
UNDOABLE: Final = frozenset({"barrier.assessed", "member.joined", "member.left"})


@dataclass(frozen=True)
class Ask:
    """What the address asks: a filter, an organisation, and how far back. Nonsense asks nothing."""

    kind: str = ""
    organisation: UUID | None = None
    before: int | None = None
    down_to: int | None = None

    @property
    def is_everything(self) -> bool:
        return self == Ask()

    def query(self, **changes: Any) -> str:
        """The query string of this ask with some changes; "" takes a part away."""
        parts = {"fil": self.kind, "organisme": self.organisation or "", **changes}
        return urlencode({name: value for name, value in parts.items() if value})


def ask_of(request: Request) -> Ask:
    given = request.GET
    kind = given.get("fil", "")
    return Ask(
        kind=kind if kind in filters() else "",
        organisation=public_id(given.get("organisme", "")),
        before=_position(given.get("avant", "")),
        down_to=_position(given.get("jusque", "")),
    )


def _position(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def thread(request: Request, page: dict[str, Any]) -> dict[str, Any]:
    """What `dossiers/bloc/timeline.html` needs."""
    ask = ask_of(request)
    items = page["timeline"] if ask.is_everything else _filtered(request, page, ask)
    is_long = len(items) >= TIMELINE_ITEMS and items[-1]["position"] > 1
    organisations = {str(seat["organisation_id"]): seat["organisation"] for seat in page["team"]}
    return {
        "ask": ask,
        "items": [_ready(item, page) for item in items],
        "size": TIMELINE_ITEMS,
        "older": ask.query(avant=items[-1]["position"]) if is_long else "",
        "kinds": _filter_labels(),
        "organisations": sorted(organisations.items(), key=lambda pair: pair[1]),
    }


def _filtered(request: Request, page: dict[str, Any], ask: Ask) -> list[dict[str, Any]]:
    new = {item["position"] for item in page["changes"]}
    items = read_timeline(
        request.actor,
        page["dossier"]["id"],
        kinds=filters().get(ask.kind),
        organisation=ask.organisation,
        before=ask.before,
        down_to=ask.down_to,
        limit=MOST if ask.down_to else TIMELINE_ITEMS,
    )
    known = [item for item in items if is_known(item, page["allows"])]
    return [{**item, "is_new": item["position"] in new} for item in known]


def _filter_labels() -> list[tuple[str, str]]:
    of_sections = ((one.anchor, str(one.title).lower()) for one in sections if one.sentences)
    return [*_own_filter_labels(), *of_sections]


@once_per_language
def _own_filter_labels() -> list[tuple[str, str]]:
    return [
        ("", _("tout")),
        ("notes", _("notes")),
        ("freins", _("freins")),
        ("equipe", _("équipe")),
        ("modifications", _("modifications")),
    ]


@once_per_language
def _protected() -> dict[str, str]:
    """What is said of a note that not everybody reads."""
    return {"S": _("santé"), "J": _("justice, protection")}


def _ready(item: dict[str, Any], page: dict[str, Any]) -> dict[str, Any]:
    can_write = page["rights_of_reader"]["can_write"]
    recent = timezone.now() - item["at"] < UNDO
    note: dict[str, Any] = (item["note"] if item["kind"] == "note.written" else None) or {}
    kept = note if note and not note["withdrawn_at"] else {}
    happened_on, body = note.get("happened_on"), kept.get("body", "")
    return {
        **item,
        "sentence": fact_sentence(item),
        "body": body,
        "start": shorten(body, LONG // 2, placeholder="…") if len(body) > LONG else "",
        "is_private": note.get("is_private", False),
        "protected": _protected().get(note.get("block", ""), ""),
        "happened_on": happened_on if happened_on != timezone.localdate(item["at"]) else None,
        "note_id": kept["public_id"] if kept.get("is_mine") and can_write else None,
        "can_undo": item["kind"] in UNDOABLE and item["is_mine"] and can_write and recent,
    }
