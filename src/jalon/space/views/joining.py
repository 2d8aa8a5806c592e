"""Who asks to come around the person, and her answer."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jalon.dossiers.models import JoinRequest, JoinState
from jalon.dossiers.operations import accept_join_request, refuse_join_request
from jalon.dossiers.queries.ways_in import about_the_person
from jalon.dossiers.views.answers import tell_decision
from jalon.dossiers.views.joining import USUAL
from jalon.kernel.errors import Refused
from jalon.space.forms import JoiningForm
from jalon.space.views.loading import own_or_404, show
from jalon.ui.access import personal_page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import PersonalRequest


@personal_page
@require_http_methods(GET_OR_POST)
def answer_join_request(request: PersonalRequest, request_id: UUID) -> HttpResponse:
    """Yes until a day, or no; a word if she likes."""
    own = own_or_404(request)
    waiting = about_the_person(request.actor, at=timezone.now()).filter(state=JoinState.PENDING)
    asked = get_object_or_404(waiting, public_id=request_id)
    start = {"until_on": request.actor.today + USUAL}
    form = JoiningForm(typed(request), initial=start)
    if request.method == "POST" and form.is_valid() and _decide(request, asked, form):
        messages.success(request, _("Votre réponse est enregistrée."))
        return redirect("space")
    return show(request, "joining", own, 422 if form.errors else 200, asked=asked, form=form)


def _decide(request: PersonalRequest, asked: JoinRequest, form: JoiningForm) -> bool:
    said, by, at = form.cleaned_data, request.actor, timezone.now()
    try:
        with transaction.atomic():
            if said["decision"] == "accept":
                accept_join_request(
                    request=asked, until_on=said["until_on"], answer=said["word"], by=by, at=at
                )
            else:
                refuse_join_request(request=asked, answer=said["word"], by=by, at=at)
            asked.refresh_from_db()
            tell_decision(request, asked)
    except Refused as refusal:
        form.add_error(None, str(refusal))
    return form.is_valid()
