"""What must not be written in this dossier, said while one types, and beside a refused form."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jalon.dossiers.models import NoteBlock
from jalon.dossiers.operations.revise_block import FREE_TEXT
from jalon.dossiers.operations.write_note import AT_HOME
from jalon.dossiers.views.loading import dossier_or_404
from jalon.ui.access import page
from jalon.ui.cautions import Panel, Place, insistence_of, panel
from jalon.ui.request import Request
from jalon.wording import guard
from jalon.wording.guard import WordsToReview

REVIEWED = {
    "note.body",
    *(f"{block}.{name}" for block, names in FREE_TEXT.items() for name in names),
}
LONGEST = 20_000


@page
@require_POST
def review_words(request: Request, public_id: UUID) -> HttpResponse:
    """The panel of a text being typed, or nothing. Nothing is kept of it, not even in a log."""
    dossier_or_404(request, public_id)
    texts = {name: request.POST[name][:LONGEST] for name in request.POST if name in REVIEWED}
    at_home = AT_HOME.get(request.POST.get("block", ""), AT_HOME[NoteBlock.GENERAL])
    told = guard.cautions(texts, at_home=at_home)
    shown = panel(told, insistence_of(request.POST), _places(public_id, "note.body" in texts))
    return render(request, "ui/cautions.html", {"panel": shown, "takes_focus": False})


def note_panel(request: Request, public_id: UUID, data: Mapping[str, Any]) -> Panel | None:
    """What is still to be looked at again in a note, now that it speaks of something else."""
    at_home = AT_HOME.get(data["block"], AT_HOME[NoteBlock.GENERAL])
    told = guard.cautions({"note.body": data.get("body", "")[:LONGEST]}, at_home=at_home)
    return panel(told, insistence_of(request.POST), _places(public_id, True))


def refused_words(
    request: Request, public_id: UUID, error: WordsToReview, *, is_note: bool = False
) -> Panel | None:
    """The panel of a form that was refused for its words."""
    return panel(error.cautions, insistence_of(request.POST), _places(public_id, is_note))


def _places(public_id: UUID, is_note: bool) -> Callable[[str], Place | None]:
    """Better places in this dossier; a note may also change what it is said to speak of."""
    here = reverse("dossier_page", args=[public_id])

    def place(code: str) -> Place | None:
        kind, _colon, what = code.partition(":")
        if kind == "block":
            return _other_note(what) if is_note else None
        labels = {
            "theme": _("Dire l’effet dans « Ce qui freine », thème Santé"),
            "edit": _("L’inscrire dans le bloc Droits"),
        }
        address = f"barriers/modifier?theme={what}" if kind == "theme" else f"{what}/modifier"
        return {"label": labels[kind], "href": f"{here}/{address}"}

    return place


def _other_note(block: str) -> Place:
    labels = {
        NoteBlock.HEALTH.value: _("En faire une note de santé, lue par moins de monde"),
        NoteBlock.JUSTICE.value: _("En faire une note protégée, lue avec une habilitation"),
    }
    return {"label": labels[block], "name": "block_instead", "value": block}
