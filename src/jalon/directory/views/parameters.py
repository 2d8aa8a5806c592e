"""The rules of this platform: read by everyone, decided by the few who answer for it."""

from datetime import date
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jalon.accounts.actor import Actor
from jalon.directory.forms import ParameterForm
from jalon.directory.operations import decide_parameter
from jalon.directory.operations.decide_parameter import DecidedTooLate
from jalon.directory.rules import DECIDE_PARAMETER
from jalon.parameters.catalogue import CATALOGUE
from jalon.parameters.parameter import Parameter
from jalon.parameters.queries import history, in_force
from jalon.parameters.reading import NotAllowed, said, written
from jalon.ui.access import page, public_page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import Request


@public_page
@require_safe
def parameter_list(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    rules = [_shown(parameter, today) for parameter in CATALOGUE.values()]
    by_room = [
        (_themes().get(room, room), list(some))
        for room, some in groupby(rules, key=lambda rule: rule["room"])
    ]
    actor = getattr(request, "actor", None)
    may_decide = isinstance(actor, Actor) and DECIDE_PARAMETER.allows(actor, None)
    context = {"by_room": by_room, "may_decide": may_decide}
    return render(request, "directory/parameter_list.html", context)


@page
@require_http_methods(GET_OR_POST)
def decide(request: Request, key: str) -> HttpResponse:
    if key not in CATALOGUE:
        raise Http404
    DECIDE_PARAMETER.require(request.actor, key)
    current = in_force(key, on=request.actor.today)
    start = {"value": written(current.value), "since": request.actor.today}
    form = ParameterForm(typed(request), initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            decide_parameter(**form.cleaned_data, key=key, by=request.actor, at=timezone.now())
        except (NotAllowed, DecidedTooLate) as refusal:
            form.add_error(
                "since" if isinstance(refusal, DecidedTooLate) else "value", str(refusal)
            )
        else:
            messages.success(request, _("La règle est enregistrée."))
            return redirect("parameters")
    rule = _shown(CATALOGUE[key], request.actor.today)
    context = {"form": form, "rule": rule}
    status = 422 if form.is_bound else 200
    return render(request, "directory/decide_parameter.html", context, status=status)


def _shown(parameter: Parameter, today: date) -> dict[str, Any]:
    """A rule in words: its value today, what the law allows, and all its values."""
    current, bounds = in_force(parameter.key, on=today), parameter.bounds
    return {
        "key": parameter.key,
        "room": parameter.room,
        "label": parameter.label,
        "value": said(parameter, current.value),
        "source": current.source,
        "least": said(parameter, bounds.least) if bounds else "",
        "most": said(parameter, bounds.most) if bounds else "",
        "is_fixed": bool(bounds and bounds.least == bounds.most),
        "history": [
            {"said": said(parameter, one.value), "is_to_come": one.since > today, "one": one}
            for one in reversed(history(parameter.key))
        ],
    }


def _themes() -> dict[str, str]:
    return {
        "retention": _("Conservation des dossiers"),
        "readings": _("Traces des lectures"),
        "request": _("Demandes des personnes"),
        "break_glass": _("Accès exceptionnel"),
        "habilitation": _("Habilitations"),
        "invitation": _("Invitations dans une équipe"),
        "join_request": _("Équipe autour de la personne"),
        "new_account": _("Comptes"),
        "password": _("Mots de passe"),
        "signin": _("Connexion"),
        "session": _("Sessions"),
        "device": _("Appareils connus"),
        "affiliation_request": _("Demandes de rattachement"),
        "identity_check": _("Identités à confirmer"),
        "strategy": _("Délais du parcours"),
        "caseload": _("Nombre de personnes par référent ou référente"),
        "plans": _("Points à regarder dans un plan"),
        "contract": _("Contrat d’engagement"),
        "outcome": _("Emploi et suites"),
        "appointment": _("Rendez-vous"),
        "call": _("Appels à projets"),
        "letter": _("Lettres d’engagement"),
        "grant": _("Conventions et paiements"),
        "space": _("Espace de la personne"),
        "vigilance": _("Budgets de lecture"),
        "seal": _("Scellement des traces"),
    }
