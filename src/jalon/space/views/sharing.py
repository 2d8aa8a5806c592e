"""Who sees what: for each of those around me, the parts of my dossier that the rules open."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from jalon.protection.views.words import PARTS
from jalon.space.queries.who_sees import who_sees
from jalon.space.views.loading import own_or_404, show
from jalon.ui.access import personal_page
from jalon.ui.request import PersonalRequest


@personal_page
@require_safe
def my_sharing(request: PersonalRequest) -> HttpResponse:
    own = own_or_404(request)
    seen = who_sees(own, on=request.actor.today)
    return show(request, "sharing", own, seen=seen, parts=PARTS)
