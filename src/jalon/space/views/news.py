"""Good news: a job, a training, a move; my référent confirms it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jalon.dossiers.models import Dossier
from jalon.kernel.errors import Refused
from jalon.outcomes.operations import declare_outcome
from jalon.outcomes.queries.outcomes import outcomes_of
from jalon.space.forms import MyOutcomeForm
from jalon.space.views.loading import own_or_404, show
from jalon.ui.access import personal_page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import PersonalRequest


@personal_page
@require_http_methods(GET_OR_POST)
def my_news(request: PersonalRequest) -> HttpResponse:
    """What I have found, and what I said before."""
    own = own_or_404(request, "outcomes")
    dossier = Dossier.objects.get(pk=own.id)
    start = {"started_on": request.actor.today}
    form = MyOutcomeForm(typed(request), initial=start)
    if request.method == "POST" and form.is_valid() and _declared(request, dossier, form):
        messages.success(request, _("C’est dit. Votre référent ou référente va confirmer."))
        return redirect("space_news")
    said = list(outcomes_of(request.actor, dossier))
    return show(request, "news", own, status=422 if form.errors else 200, form=form, said=said)


def _declared(request: PersonalRequest, dossier: Dossier, form: MyOutcomeForm) -> bool:
    given = form.cleaned_data
    try:
        declare_outcome(dossier=dossier, **given, by=request.actor, at=timezone.now())
    except Refused as error:
        form.add_error(None, str(error))
    return form.is_valid()
