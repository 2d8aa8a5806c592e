"""The one page of the streams: a fresh token for a screen that opens or comes back."""

from uuid import UUID

from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404

from jalon.dossiers.queries import readable
from jalon.live import tokens
from jalon.projects.views.loading import project_inside
from jalon.ui.access import page
from jalon.ui.request import Request


@page
def live_token(request: Request) -> JsonResponse:
    """A token for `?sujet=dossier/<public id>`, `project/<public id>` or `caseload`; 404 unless
    readable."""
    kind, _, public_id = request.GET.get("sujet", "").partition("/")
    if kind == "caseload":
        topic = tokens.caseload_topic(request.actor)
    elif kind == "dossier" and _is_uuid(public_id):
        dossier = get_object_or_404(readable(request.actor).only("pk"), public_id=public_id)
        topic = tokens.dossier_topic(dossier.pk)
    elif kind == "project" and _is_uuid(public_id):
        topic = tokens.project_topic(project_inside(request, UUID(public_id)).pk)
    else:
        raise Http404
    session_key = request.session.session_key or ""
    return JsonResponse({"token": tokens.issue(request.actor, topic, session_key=session_key)})


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
