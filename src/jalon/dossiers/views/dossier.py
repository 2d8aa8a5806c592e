"""The page of a dossier, and each of its blocks alone."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jalon.dossiers.operations.revise_block import BLOCKS
from jalon.dossiers.views.loading import read_or_404
from jalon.dossiers.views.parts import is_shown
from jalon.dossiers.views.screen import every_part, screen
from jalon.journal.models import Channel
from jalon.ui.access import page
from jalon.ui.request import Request


@page
@require_safe
def dossier_page(request: Request, public_id: UUID) -> HttpResponse:
    read = read_or_404(request, public_id, every_part(), Channel.PAGE)
    return render(request, "dossiers/dossier.html", screen(request, read))


@page
@require_safe
def dossier_block(request: Request, public_id: UUID, block: str) -> HttpResponse:
    """One block, as it stands now."""
    if block not in every_part():
        raise Http404
    return show_block(request, public_id, block)


def show_block(request: Request, public_id: UUID, block: str, **context: Any) -> HttpResponse:
    """One block alone, for the views that have just changed it."""
    read = read_or_404(request, public_id, [block])
    if not is_shown(read, block):
        raise Http404
    shown = {**screen(request, read), "only": block, **context}
    alone = next((section for section in shown["sections"] if section["name"] == block), None)
    if alone:
        return render(request, alone["template"], {**shown, "section": alone})
    template = "facts" if block in BLOCKS else block
    return render(request, f"dossiers/bloc/{template}.html", shown)
