"""Somebody asked for more people than their work needs: wait, confirm who you are, or stop."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.kernel.guarded_writes import allowed_write
from jalon.ui.replies import sentence
from jalon.vigilance.counting import BudgetExceeded
from jalon.vigilance.models import Step
from jalon.vigilance.operations import raise_alert
from jalon.web.views.errors import typed_by


def excess(request: HttpRequest, refused: BudgetExceeded) -> HttpResponse:
    """Put the excess on record, and say what to do; what was typed comes back, to send again."""
    with allowed_write("vigilance"):
        raise_alert(excess=refused, by=refused.actor, at=timezone.now())
    response = _said(request, refused)
    if refused.step == Step.SLOW:
        response["Retry-After"] = str(refused.wait)
        if request.method in {"GET", "HEAD"}:
            response["Refresh"] = str(refused.wait)
    return response


def stopped(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Whoever is shown nothing does nothing either; what was typed comes back all the same."""
    return _said(request, BudgetExceeded(actor, Step.STOP, wait=0, excess=("", "", 0, 0)))


def _said(request: HttpRequest, refused: BudgetExceeded) -> HttpResponse:
    status = 403 if refused.step == Step.STOP else 429
    onward = request.get_full_path() if request.method != "POST" else reverse("home")
    verify = f"{reverse('verify_trust')}?{urlencode({'next': onward})}"
    if request.headers.get("HX-Request"):
        link = (verify, _("Confirmer dans un nouvel onglet"))
        return sentence(str(refused), status, link=link if refused.step == Step.DOUBT else None)
    context = {
        "step": str(refused.step),
        "sentence": str(refused),
        "wait": refused.wait,
        "verify": verify,
        "here": request.get_full_path(),
        "typed": typed_by(request) if request.method == "POST" else None,
    }
    return render(request, "web/excess.html", context, status=status)
