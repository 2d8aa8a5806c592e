"""My whole dossier, to keep: a document, or a file that another program can read."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from jalon.dossiers.models import Dossier
from jalon.protection.views.copies import FORMATS, copy_answer
from jalon.space.views.loading import own_or_404, show
from jalon.ui.access import personal_page
from jalon.ui.asked import GET_OR_POST
from jalon.ui.request import PersonalRequest


@personal_page
@require_http_methods(GET_OR_POST)
def take_away(request: PersonalRequest) -> HttpResponse:
    """What will be in it, then two buttons. A copy leaves by POST: everything is read."""
    own = own_or_404(request)
    if request.method != "POST":
        return show(request, "take_away", own)
    made = request.POST.get("format", "")
    if made not in FORMATS:
        raise Http404
    dossier = Dossier.objects.select_related("person").get(pk=own.id)
    return copy_answer(request.actor, dossier, made, at=timezone.now())
