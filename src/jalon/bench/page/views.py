"""The plain page, answered by the same template as the real one."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from jalon.bench.page.plain import read_plain_page
from jalon.dossiers.views.screen import screen
from jalon.journal.models import Channel
from jalon.ui.access import page
from jalon.ui.request import Request


@page
def plain_dossier(request: Request, public_id: UUID) -> HttpResponse:
    """The page of a dossier, read with the ORM."""
    found = read_plain_page(
        request.actor, public_id, channel=Channel.PAGE, blocks=[], at=timezone.now()
    )
    if found is None:
        raise Http404
    return render(request, "dossiers/dossier.html", screen(request, found))
