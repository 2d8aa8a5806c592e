"""The copy of a whole dossier: a document and a file, to the person or from hand to hand."""

import json
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any, Final
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from jalon.accounts.actor import Actor, PersonActor
from jalon.dossiers.models import Dossier
from jalon.dossiers.operations import hand_copy
from jalon.dossiers.rules import HAND_COPY
from jalon.dossiers.views.loading import dossier_or_404
from jalon.dossiers.views.sentences import fact_sentence
from jalon.journal.models import Channel
from jalon.journal.readings import record_listing
from jalon.protection.queries.whole_dossier import (
    RightEnded,
    WholeDossier,
    as_data,
    read_whole_dossier,
    require_still_read,
)
from jalon.protection.views.words import PARTS, parts, reason
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST
from jalon.ui.documents import attachment, pdf_answer
from jalon.ui.request import Request

WHOLE: Final = ("dossier",)
FORMATS: Final = ("pdf", "json")


def copy_answer(
    actor: Actor | PersonActor,
    dossier: Dossier,
    made: str,
    *,
    at: datetime,
    by_hand: str = "",
    still: Callable[[Dossier], None] = require_still_read,
) -> HttpResponse:
    """The whole dossier as `pdf` or `json`, its reading on record before anything leaves.

    `by_hand`: the name of the professional who hands it, with their own rights. A right that ends
    (`still`) while the copy is made stops it, and lets nothing leave (a document takes a second):
    Http404.
    """
    record_listing([dossier.pk], by=actor, at=at, channel=Channel.EXPORT, blocks=WHOLE)
    try:
        whole = read_whole_dossier(actor, dossier, at=at, still=still)
        answer = _made(whole, made, by_hand)
        still(dossier)
    except RightEnded as ended:
        raise Http404 from ended
    return answer


def _made(whole: WholeDossier, made: str, by_hand: str) -> HttpResponse:
    if made == "json":
        content = json.dumps(as_data(whole), ensure_ascii=False, indent=2).encode()
        return attachment(content, "application/json", "dossier.json")
    return pdf_answer("protection/copy.html", _context(whole, by_hand), "dossier.pdf")


def _context(whole: WholeDossier, by_hand: str) -> dict[str, Any]:
    return {
        "whole": whole,
        "by_hand": by_hand,
        "author": whole.name,
        "parts": parts,
        "parts_by_letter": PARTS,
        "sentence_of": fact_sentence,
        "reason": reason,
        "is_instant": lambda held: isinstance(held, datetime),
        "is_text": lambda held: isinstance(held, str),
    }


def _require_hands(actor: Actor, dossier: Dossier) -> None:
    require_still_read(dossier)
    HAND_COPY.require(actor, dossier)


@page
@require_http_methods(GET_OR_POST)
def hand_one_copy(request: Request, public_id: UUID) -> HttpResponse:
    """The référent prints a copy, or keeps the file on a key, and hands it over."""
    dossier = dossier_or_404(request, public_id)
    HAND_COPY.require(request.actor, dossier)
    if request.method == "POST":
        made, at = request.POST.get("format", ""), timezone.now()
        if made not in FORMATS:
            raise Http404
        answer = copy_answer(
            request.actor, dossier, made, at=at, by_hand=request.actor.name,
            still=partial(_require_hands, request.actor),
        )  # fmt: skip
        hand_copy(dossier=dossier, by=request.actor, at=at)
        return answer
    record_listing([dossier.pk], by=request.actor, at=timezone.now(), channel=Channel.PAGE)
    context = {"name": dossier.person.name, "dossier_id": public_id}
    return render(request, "protection/hand_copy.html", context)
