"""The page of a dossier as its templates need it, from the one dict of the read model."""

from typing import Any, Final

from django.utils import timezone

from jalon.dossiers.forms.choices import language_name
from jalon.dossiers.forms.notes import NoteForm
from jalon.dossiers.models import HouseholdKind, NoteKind, RsaStatus, TeamRole, WorkSituation
from jalon.dossiers.views import portrait
from jalon.dossiers.views.sentences import barrier_state, block_titles, change_sentence
from jalon.dossiers.views.thread import thread
from jalon.ui.request import Request

# Names of the blocks, and their anchors in the address.
ANCHORS: Final = {
    "header": "contenu", "situation": "situation", "barriers": "freins", "team": "equipe",
    "identity": "identite", "contact": "contact", "household": "foyer", "rights": "droits",
    "education": "formation", "work": "travail", "note": "noter", "timeline": "fil",
}  # fmt: skip
EVERYTHING: Final = tuple(ANCHORS)


def screen(request: Request, page: dict[str, Any]) -> dict[str, Any]:
    """The context of `dossiers/dossier.html` and of each of its blocks."""
    rendered_at = timezone.now()
    today = request.actor.today
    return {
        "page": page,
        "dossier_id": page["dossier"]["public_id"],
        "anchors": ANCHORS,
        "titles": block_titles(),
        "can_write": page["rights_of_reader"]["can_write"],
        "position": page["position"],
        "rendered": timezone.localtime(rendered_at),
        "head": _head(page, today),
        "situation": _situation(page, today),
        "barriers": _barriers(page),
        "team": [_seat(seat, page) for seat in page["team"]],
        "blocks": {block.name: block for block in portrait.blocks(page)},
        "new": portrait.new_blocks(page),
        "changes": [{**item, "sentence": change_sentence(item)} for item in page["changes"]],
        "thread": thread(request, page),
        "note_form": note_form(today),
        "cautions": [],
        "just_written": None,
    }


def note_form(today: Any) -> NoteForm:
    return NoteForm(initial={"happened_on": today, "kind": NoteKind.NOTE})


def _head(page: dict[str, Any], today: Any) -> dict[str, Any]:
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


def _situation(page: dict[str, Any], today: Any) -> dict[str, Any]:
    rights, work, household = (page[name] or {} for name in ("rights", "work", "household"))
    written = (item for item in page["timeline"] if item["kind"] == "note.written")
    return {
        "rsa": RsaStatus(rights["rsa"]).label if rights.get("rsa") else "",
        "rsa_since": rights.get("rsa_since"),
        "has_duties": rights.get("has_duties"),
        "warning": portrait.rights_warning(rights, today),
        "work": WorkSituation(work["situation"]).label if work.get("situation") else "",
        "work_since": work.get("situation_since"),
        "sought_job": work.get("sought_job") or "",
        "household": HouseholdKind(household["kind"]).label if household.get("kind") else "",
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
        by_status[barrier["status"]].append({**barrier, "said": said})
    by_status["yes"].sort(key=lambda barrier: weight[barrier["impact"]])
    return by_status


def _seat(seat: dict[str, Any], page: dict[str, Any]) -> dict[str, Any]:
    reader = page["rights_of_reader"]
    is_referent = seat["role"] == TeamRole.REFERENT
    return {
        **seat,
        "is_referent": is_referent,
        "role_label": TeamRole(seat["role"]).label,
        "may_end": not is_referent and (seat["is_me"] or reader["is_referent"]),
        "may_name": seat["name"] is None and reader["answers_for_empty_seat"],
    }
