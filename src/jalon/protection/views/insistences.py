"""What people wrote although a caution asked them not to: classes of words, and reasons."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jalon.protection.queries.desk import insistences
from jalon.protection.rules import SIT_AT_DESK
from jalon.ui.access import page
from jalon.ui.request import Request
from jalon.wording.sentences import LABELS

SHOWN = 50


@page
@require_safe
def insistence_list(request: Request) -> HttpResponse:
    """One page of them, newest first; the dossier is named by its number in the register alone."""
    SIT_AT_DESK.require(request.actor, None)
    shown = Paginator(insistences(request.actor), SHOWN).get_page(request.GET.get("page"))
    context = {"shown": shown, "labels": LABELS}
    return render(request, "protection/insistences.html", context)
