"""What partners' lists propose for my dossiers: accept, refuse, one by one or several at once."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from jalon.intake import operations
from jalon.intake.forms import label_of
from jalon.intake.models import Proposal
from jalon.intake.queries.proposals import decidable_proposals
from jalon.intake.queries.readings import record_parts_shown
from jalon.intake.reading.fields import BY_CODE
from jalon.intake.views.shown import proposal_shown
from jalon.kernel.errors import Refused
from jalon.ui.access import page
from jalon.ui.asked import public_id
from jalon.ui.request import Request

SHOWN = 50


@page
@require_http_methods(["GET", "HEAD"])
def proposal_list(request: Request) -> HttpResponse:
    field = request.GET.get("champ", "")
    after = request.GET.get("apres", "0")
    waiting = decidable_proposals(request.actor)
    fields = sorted(waiting.order_by().values_list("field", flat=True).distinct())
    if field in BY_CODE:
        waiting = waiting.filter(field=field)
    if after.isdigit() and len(after) < 18:
        waiting = waiting.filter(pk__gt=int(after))
    found = list(waiting[: SHOWN + 1])
    shown = found[:SHOWN]
    record_parts_shown(
        ((proposal.dossier.stream, proposal.block) for proposal in shown),
        by=request.actor,
        at=timezone.now(),
    )
    context = {
        "proposals": [proposal_shown(proposal, label_of(proposal.field)) for proposal in shown],
        "fields": [(code, label_of(code)) for code in fields],
        "field": field,
        "next_query": f"champ={field}&apres={shown[-1].pk}" if len(found) > SHOWN else "",
    }
    return render(request, "intake/proposal_list.html", context)


@page
@require_POST
def decide_proposals(request: Request) -> HttpResponse:
    """Decide on those ticked (`p`, repeated), or on the one whose button was pressed."""
    accept = request.POST.get("decision") == "accept"
    asked = [one for text in request.POST.getlist("p") if (one := public_id(text))]
    waiting = decidable_proposals(request.actor).filter(public_id__in=asked[:SHOWN])
    decided = sum(_decide(request, proposal, accept) for proposal in waiting)
    if accept:
        told = ngettext("%(n)d valeur acceptée.", "%(n)d valeurs acceptées.", decided)
    else:
        told = ngettext("%(n)d valeur refusée.", "%(n)d valeurs refusées.", decided)
    messages.info(request, told % {"n": decided} if asked else _("Cochez au moins une ligne."))
    return redirect("proposal_list")


def _decide(request: Request, proposal: Proposal, accept: bool) -> bool:
    try:
        operations.decide_proposal(
            proposal=proposal, accept=accept, by=request.actor, at=timezone.now()
        )
    except Refused as refusal:
        person, field = proposal.dossier.person.name, label_of(proposal.field)
        messages.warning(request, f"{person}, {field} : {refusal}")
        return False
    return True
