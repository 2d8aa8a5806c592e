"""The alerts of an organisation, and the decision that somebody else takes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import Request
from jalon.vigilance.forms import DecisionForm
from jalon.vigilance.models import Alert, Decision
from jalon.vigilance.operations import keep_stop, lift_stop
from jalon.vigilance.queries import is_stopped, readable_alerts
from jalon.vigilance.rules import LIFT_STOP, READ_ALERTS
from jalon.wording.guard import WordsToReview

SHOWN = 50


@page
@require_safe
def alert_list(request: Request) -> HttpResponse:
    READ_ALERTS.require(request.actor, None)
    context = {"alerts": list(readable_alerts(request.actor)[:SHOWN])}
    return render(request, "vigilance/alert_list.html", context)


@page
@require_http_methods(GET_OR_POST)
def decide(request: Request, public_id: str) -> HttpResponse:
    alert = get_object_or_404(readable_alerts(request.actor), public_id=public_id)
    form = DecisionForm(typed(request))
    if request.method == "POST" and form.is_valid() and _decide(request, alert, form):
        return redirect("alerts")
    is_open = alert.decision != Decision.LIFTED
    context = {
        "alert": alert,
        "form": form,
        "stopped": is_stopped(alert.user_id),
        "may_decide": is_open and LIFT_STOP.allows(request.actor, alert),
    }
    status = 422 if form.is_bound else 200
    return render(request, "vigilance/decide_alert.html", context, status=status)


def _decide(request: Request, alert: Alert, form: DecisionForm) -> bool:
    act, said = keep_stop, _("Les consultations restent suspendues.")
    if request.POST.get("decision") == Decision.LIFTED:
        act, said = lift_stop, _("Le compte peut de nouveau consulter.")
    reason = form.cleaned_data["reason"]
    try:
        act(
            alert=alert, reason=reason, by=request.actor, at=timezone.now(),
            insistence=form.insistence,
        )  # fmt: skip
    except WordsToReview as refusal:
        form.refuse(refusal)
        return False
    messages.success(request, said)
    return True
