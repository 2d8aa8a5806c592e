"""The queue of those who orient: oldest clock first, taken one at a time."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jalon.entry import operations
from jalon.entry.queries import queue
from jalon.entry.queries.transfers import arrivals
from jalon.entry.rules import TAKE_ORIENTATION, orients
from jalon.entry.views.words import lateness, tone
from jalon.journal.models import Channel
from jalon.journal.readings import record_listing
from jalon.kernel.errors import Denied, Refused
from jalon.ui.access import page
from jalon.ui.request import Request

STATES = (queue.FREE, queue.MINE, queue.LATE, queue.FLAGGED)


def require_officer(request: Request) -> None:
    """The queue exists for those who orient alone."""
    if not orients.holds(request.actor, None):
        raise Denied(str(TAKE_ORIENTATION.refusal))


@page
@require_safe
def orientation_queue(request: Request) -> HttpResponse:
    require_officer(request)
    actor, state = request.actor, request.GET.get("etat", "")
    state = state if state in STATES else ""
    found = queue.page(actor, state, after=request.GET.get("apres", ""))
    letters, asked = list(queue.to_hand_over(actor)), list(queue.requests(actor))
    known = queue.names(actor, [*found.items, *asked])
    shown = {*known, *(one.dossier_id for one in letters)}
    record_listing(shown, by=actor, at=timezone.now(), channel=Channel.LIST)
    context = {
        "lines": [_line(one, known, actor.today, actor.affiliation_id) for one in found.items],
        "next_url": address(state, apres=found.after) if found.after else "",
        "tabs": _tabs(queue.figures(actor), state),
        "letters": letters,
        "left": list(queue.left_letters(actor)),
        "requests": [{"asked": one, "dossier": known.get(one.dossier_id)} for one in asked],
        "arrivals": list(arrivals(actor)),
        "mine": actor.affiliation_id,
    }
    return render(request, "entry/orientation_list.html", context)


def _line(one: Any, known: dict[int, Any], today: date, mine: int) -> dict[str, Any]:
    return {
        "orientation": one,
        "dossier": known.get(one.dossier_id),
        "lateness": lateness(one.due_on, today),
        "tone": tone(one.due_on, today),
        "is_mine": one.taken_by_id == mine,
    }


def _tabs(figures: dict[str, int], state: str) -> list[dict[str, Any]]:
    tabs = (
        ("", _("Toutes"), figures["all"]),
        (queue.FREE, _("À prendre"), figures["free"]),
        (queue.MINE, _("En main"), figures["mine"]),
        (queue.LATE, _("En retard"), figures["late"]),
        (queue.FLAGGED, _("Signalées à France Travail"), figures["flagged"]),
    )
    return [
        {"url": address(word), "label": label, "number": number, "is_on": word == state}
        for word, label, number in tabs
    ]


def address(state: str, **more: str) -> str:
    """The address of the queue, narrowed."""
    words = {name: word for name, word in {"etat": state, **more}.items() if word}
    return reverse("orientation_queue") + (f"?{urlencode(words)}" if words else "")


@page
@require_POST
def take_next(request: Request) -> HttpResponse:
    """Take the oldest that nobody has; a colleague who is faster leaves us the one after."""
    require_officer(request)
    return redirect(next_address(request))


def next_address(request: Request) -> str:
    for _turn in range(5):
        waits = queue.next_free(request.actor)
        if waits is None:
            messages.success(request, _("Plus personne n’attend."))
            return reverse("orientation_queue")
        try:
            taken = operations.take_orientation(
                orientation=waits, by=request.actor, at=timezone.now()
            )
        except Refused:
            continue
        return reverse("decide_orientation", args=[taken.public_id])
    return reverse("orientation_queue")


@page
@require_POST
def take_one(request: Request, orientation_id: UUID) -> HttpResponse:
    """To decide; or to send the letter of a colleague who has left."""
    waits = get_object_or_404(queue.to_take(request.actor), public_id=orientation_id)
    taken = operations.take_orientation(orientation=waits, by=request.actor, at=timezone.now())
    onward = "orientation_letter" if taken.decided_at else "decide_orientation"
    return redirect(onward, taken.public_id)


@page
@require_POST
def release(request: Request, orientation_id: UUID) -> HttpResponse:
    held = get_object_or_404(queue.in_hand(request.actor), public_id=orientation_id)
    operations.release_orientation(orientation=held, by=request.actor, at=timezone.now())
    messages.success(request, _("Ce dossier est rendu à la file."))
    return redirect("orientation_queue")
