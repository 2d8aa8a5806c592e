"""In which languages one accompanies: said by each professional, for themselves."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jalon.accounts.models import Affiliation
from jalon.entry.forms import LanguagesForm
from jalon.entry.operations import state_languages
from jalon.entry.queries.nearness import spoken_by
from jalon.entry.rules import STATE_LANGUAGES
from jalon.kernel.errors import Refused
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import Request


@page
@require_http_methods(GET_OR_POST)
def my_languages(request: Request) -> HttpResponse:
    hat = Affiliation.objects.get(pk=request.actor.affiliation_id)
    STATE_LANGUAGES.require(request.actor, hat)
    said = spoken_by([hat.pk]).get(hat.pk, [])
    form = LanguagesForm(typed(request), said=said)
    if request.method == "POST" and form.is_valid():
        try:
            state_languages(affiliation=hat, codes=form.chosen, by=request.actor, at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Vos langues sont enregistrées."))
            return redirect("my_account")
    status = 422 if form.errors else 200
    return render(request, "entry/my_languages.html", {"form": form}, status=status)
