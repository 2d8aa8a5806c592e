"""A fresh token for a page of mine that opens its stream, or comes back to it."""

from django.http import Http404, JsonResponse
from django.views.decorators.http import require_safe

from jalon.dossiers.queries.of_person import dossier_of
from jalon.live.tokens import issue_own
from jalon.ui.access import personal_page
from jalon.ui.request import PersonalRequest


@personal_page
@require_safe
def my_token(request: PersonalRequest) -> JsonResponse:
    """Of the person's own dossier; 404 when nobody opened one."""
    dossier = dossier_of(request.actor.person_id)
    if dossier is None:
        raise Http404
    session_key = request.session.session_key or ""
    token = issue_own(request.actor, dossier.pk, session_key=session_key)
    return JsonResponse({"token": token})
