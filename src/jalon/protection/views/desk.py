"""The officer's desk: what is late, what comes next, what was closed to whom."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jalon.dossiers.operations import end_limitation, end_objection
from jalon.protection.queries.desk import (
    SOON,
    accesses_to_review,
    desk,
    in_charge_of,
    objections_in_force,
)
from jalon.protection.queries.numbers import numbers_to_confirm
from jalon.protection.rules import SIT_AT_DESK
from jalon.protection.views.loading import about
from jalon.protection.views.words import ASKED, PARTS, STATES
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST
from jalon.ui.request import Request


@page
@require_safe
def desk_page(request: Request) -> HttpResponse:
    SIT_AT_DESK.require(request.actor, None)
    context = {
        "desk": desk(in_charge_of(request.actor), today=request.actor.today),
        "today": request.actor.today,
        "asked": ASKED,
        "states": STATES,
        "objections": objections_in_force(request.actor).count(),
        "accesses": list(accesses_to_review(request.actor)),
        "numbers": numbers_to_confirm(timezone.now()),
        "soon_days": SOON.days,
    }
    return render(request, "protection/desk.html", context)


@page
@require_safe
def objections(request: Request) -> HttpResponse:
    SIT_AT_DESK.require(request.actor, None)
    context = {"objections": list(objections_in_force(request.actor)), "parts": PARTS}
    return render(request, "protection/objections.html", context)


@page
@require_http_methods(GET_OR_POST)
def end_one_objection(request: Request, request_id: UUID) -> HttpResponse:
    one = get_object_or_404(objections_in_force(request.actor), public_id=request_id)
    if request.method == "POST":
        with about(request, one.dossier_number):
            if one.limitation:
                end_limitation(limitation=one.limitation, by=request.actor, at=timezone.now())
            elif one.objection:
                end_objection(objection=one.objection, by=request.actor, at=timezone.now())
        messages.success(request, _("C’est fait : les droits habituels sont revenus."))
        return redirect("objections")
    return render(request, "protection/end_objection.html", {"one": one, "parts": PARTS})
