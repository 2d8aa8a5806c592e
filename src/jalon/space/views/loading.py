"""How every page of the person finds their dossier, and shows who to call."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from jalon.journal.models import Channel
from jalon.space.queries.own_dossier import OwnDossier, read_own_dossier
from jalon.ui.request import PersonalRequest


def own_or_404(
    request: PersonalRequest, *blocks: str, channel: Channel = Channel.PAGE
) -> OwnDossier:
    """The dossier of whoever is signed in; `blocks`, what this page shows of it."""
    own = read_own_dossier(
        request.actor, channel=channel, blocks=["team", *blocks], at=timezone.now()
    )
    if own is None:
        raise Http404
    return own


def show(
    request: PersonalRequest, name: str, own: OwnDossier | None, status: int = 200, **context: Any
) -> HttpResponse:
    """A page of the space; whatever it says, it ends with the référent."""
    referent = own.referent if own else None
    rendered = timezone.localtime()
    shown = {"own": own, "referent": referent, "says_who": False, "rendered": rendered, **context}
    return render(request, f"space/{name}.html", shown, status=status)
