"""Is my project eligible? Typed by hand, answered at once, kept in the address alone."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jalon.calls.eligibility.criteria import Verdict, evaluate, overall
from jalon.calls.forms.simulator import SimulatorForm
from jalon.calls.views.loading import call_or_404, version_shown
from jalon.ui.access import public_page

FIRST = (Verdict.NOT_MET, Verdict.UNKNOWN, Verdict.MET)  # what is to be done, first


@public_page
@require_safe
def simulate(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Nothing is kept: the answers are in the address, which may be sent to a colleague."""
    call = call_or_404(request, public_id)
    version = version_shown(request, call)
    answers = request.GET if set(request.GET) - {"version"} else None
    form = SimulatorForm(answers, version=version)
    findings = sorted(evaluate(version, form.values), key=lambda one: FIRST.index(one.verdict))
    context = {
        "call": call,
        "version": version,
        "form": form,
        "findings": findings,
        "overall": overall(findings),
        "met": sum(one.verdict == Verdict.MET for one in findings),
    }
    return render(request, "calls/simulate_call.html", context)
