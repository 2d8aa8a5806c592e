"""Take back one's own recent change: a theme, a place taken, the end of a place."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jalon.dossiers.models import Dossier, Membership
from jalon.dossiers.operations import assess_barrier, end_membership, restore_membership
from jalon.dossiers.views.dossier import show_block
from jalon.dossiers.views.loading import dossier_or_404
from jalon.dossiers.views.replies import changed
from jalon.dossiers.views.thread import UNDO
from jalon.journal.models import Entry
from jalon.ui.access import page
from jalon.ui.request import Request


@page
@require_POST
def undo_fact(request: Request, public_id: UUID, position: int) -> HttpResponse:
    """Do the contrary of a fact that the same hat wrote less than a day ago."""
    dossier = dossier_or_404(request, public_id)
    mine = Entry.objects.filter(
        stream=dossier.stream,
        affiliation_id=request.actor.affiliation_id,
        kind__in=CONTRARIES,
        at__gt=timezone.now() - UNDO,
    )
    entry = get_object_or_404(mine, position=position)
    CONTRARIES[entry.kind](request, dossier, entry)
    if request.htmx:
        shown = show_block(request, public_id, "timeline")
        return changed(shown, "header", "barriers", "team", announce=_("C’est annulé."))
    messages.success(request, _("C’est annulé."))
    return redirect(f"{reverse('dossier_page', args=[public_id])}#fil")


def _barrier(request: Request, dossier: Dossier, entry: Entry) -> None:
    was = entry.payload
    assess_barrier(
        dossier=dossier,
        theme=was["theme"],
        status=was["previous_status"],
        impact=was["previous_impact"],
        before=(was["status"], was["impact"]),
        by=request.actor,
        at=timezone.now(),
    )


def _joined(request: Request, dossier: Dossier, entry: Entry) -> None:
    end_membership(seat=_seat(dossier, entry), by=request.actor, at=timezone.now())


def _left(request: Request, dossier: Dossier, entry: Entry) -> None:
    restore_membership(seat=_seat(dossier, entry), by=request.actor, at=timezone.now())


def _seat(dossier: Dossier, entry: Entry) -> Membership:
    seats = dossier.memberships.select_related("dossier", "affiliation")
    return get_object_or_404(seats, pk=entry.payload["membership_id"])


CONTRARIES: Final[dict[str, Callable[[Request, Dossier, Entry], None]]] = {
    "barrier.assessed": _barrier,
    "member.joined": _joined,
    "member.left": _left,
}
