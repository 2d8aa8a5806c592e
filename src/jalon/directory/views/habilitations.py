"""What a colleague is trusted with, beyond their role: shown, given for a time, ended."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jalon.accounts.models import Affiliation, Habilitation
from jalon.directory.forms import HabilitationForm
from jalon.directory.operations import end_habilitation, grant_habilitation
from jalon.directory.queries import trusted_by
from jalon.directory.rules import GRANT_HABILITATION, latest_end
from jalon.kernel.errors import Refused
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import Request


@page
@require_http_methods(GET_OR_POST)
def habilitation_list(request: Request, public_id: str) -> HttpResponse:
    hat = get_object_or_404(trusted_by(request.actor), public_id=public_id)
    form = HabilitationForm(typed(request), initial={"until_on": latest_end(request.actor.today)})
    if request.method == "POST" and form.is_valid() and _grant(request, hat, form):
        return redirect("habilitations", public_id=public_id)
    trusts = hat.habilitations.select_related("granted_by__user").order_by("-started_on", "-pk")
    context = {
        "hat": hat,
        "trusts": list(trusts),
        "form": form,
        "today": request.actor.today,
        "may_grant": GRANT_HABILITATION.allows(request.actor, hat),
    }
    status = 422 if form.is_bound else 200
    return render(request, "directory/habilitations.html", context, status=status)


def _grant(request: Request, hat: Affiliation, form: HabilitationForm) -> bool:
    typed = {name: form.cleaned_data[name] for name in ("kind", "until_on")}
    try:
        grant_habilitation(affiliation=hat, **typed, by=request.actor, at=timezone.now())
    except Refused as refusal:
        form.add_error("until_on", str(refusal))
        return False
    messages.success(request, _("L’habilitation est donnée."))
    return True


@page
@require_POST
def end(request: Request, public_id: str, kind: str) -> HttpResponse:
    hat = get_object_or_404(trusted_by(request.actor), public_id=public_id)
    in_force = Habilitation.objects.in_force(request.actor.today)
    trust = get_object_or_404(
        in_force.select_related("affiliation__organisation"), affiliation=hat, kind=kind
    )
    end_habilitation(habilitation=trust, by=request.actor, at=timezone.now())
    messages.success(request, _("L’habilitation a pris fin."))
    return redirect("habilitations", public_id=public_id)
