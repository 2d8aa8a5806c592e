"""A version proposed, withdrawn, adopted or given up."""

from collections import Counter
from datetime import date, timedelta
from typing import get_args
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from jalon.kernel.errors import Refused
from jalon.strategies.binding import AdoptedTooEarly
from jalon.strategies.effects import Effect, Kind, effects, effects_of
from jalon.strategies.forms import AdoptionForm, ProposalForm
from jalon.strategies.models import Strategy, StrategyStep
from jalon.strategies.operations import (
    adopt_strategy,
    discard_strategy,
    propose_strategy,
    withdraw_strategy,
)
from jalon.strategies.queries.differences import Change, difference
from jalon.strategies.rules import ADOPT_STRATEGY
from jalon.strategies.views.loading import version_or_404, version_to_write
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import Request
from jalon.ui.words import number


@page
@require_http_methods(GET_OR_POST)
def propose(request: Request, public_id: UUID) -> HttpResponse:
    version = version_to_write(request, public_id)
    form = ProposalForm(typed(request), initial={"intention": version.intention})
    if request.method == "POST" and form.is_valid():
        try:
            propose_strategy(
                strategy=version, **form.cleaned_data, by=request.actor, at=timezone.now()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("La version est proposée. Une autre personne l’adopte."))
            return redirect("strategy", public_id)
    context = {"version": version, "form": form, "changes": _changes(version)}
    status = 422 if form.is_bound else 200
    return render(request, "strategies/propose_strategy.html", context, status=status)


@page
@require_POST
def withdraw(request: Request, public_id: UUID) -> HttpResponse:
    version = version_to_write(request, public_id)
    withdraw_strategy(strategy=version, by=request.actor, at=timezone.now())
    messages.success(request, _("La proposition est retirée : la version est un brouillon."))
    return redirect("strategy", public_id)


@page
@require_http_methods(GET_OR_POST)
def adopt(request: Request, public_id: UUID) -> HttpResponse:
    version = version_or_404(request, public_id)
    ADOPT_STRATEGY.require(request.actor, version)
    start = {"valid_from": _next_month(request.actor.today)}
    form = AdoptionForm(typed(request), initial=start)
    is_preview = request.POST.get("voir") == "effet"
    if request.method == "POST" and form.is_valid() and not is_preview:
        try:
            adopt_strategy(
                strategy=version, **form.cleaned_data, by=request.actor, at=timezone.now()
            )
        except Refused as refusal:
            form.add_error(
                "valid_from" if isinstance(refusal, AdoptedTooEarly) else None, str(refusal)
            )
        else:
            messages.success(request, _("La version est adoptée."))
            return redirect("strategy", public_id)
    if is_preview:
        form.errors.pop("adoption_text", None)  # not asked yet
    context = _before_adopting(version, form, start["valid_from"])
    status = 422 if form.is_bound and not is_preview else 200
    return render(request, "strategies/adopt_strategy.html", context, status=status)


@page
@require_http_methods(GET_OR_POST)
def discard(request: Request, public_id: UUID) -> HttpResponse:
    version = version_to_write(request, public_id)
    if request.method == "POST":
        discard_strategy(strategy=version, by=request.actor, at=timezone.now())
        messages.success(request, _("Le brouillon est abandonné."))
        return redirect("strategies")
    return render(request, "strategies/discard_strategy.html", {"version": version})


def _changes(version: Strategy) -> list[Change]:
    return difference(version.based_on, version) if version.based_on else []


def _before_adopting(version: Strategy, form: AdoptionForm, start: date) -> dict[str, object]:
    """The version, what it changes, and what it would move from the day that is written."""
    typed = getattr(form, "cleaned_data", {}).get("valid_from")
    day: date = typed or start
    found = effects_of(version, valid_from=day)
    return {
        "version": version,
        "form": form,
        "day": day,
        "changes": _changes(version),
        "effects": _in_words(found),
        "by_step": by_step(found),
        "are_counted": bool(effects),
    }


def by_step(found: list[Effect]) -> list[tuple[str, list[str]]]:
    """What moves, step by step, those where most moves first: (name of the step, sentences)."""
    codes = Counter[str]()
    for one in found:
        codes[one.step] += one.count
    del codes[""]
    known = StrategyStep.objects.filter(code__in=codes).order_by("pk")
    labels = dict(known.values_list("code", "label"))  # the last one written names it
    return [
        (labels.get(code, code), _in_words([one for one in found if one.step == code]))
        for code, _count in codes.most_common()
    ]


def _in_words(found: list[Effect]) -> list[str]:
    """A sentence for each kind of change, in the order of `Kind`."""
    totals = Counter[str]()
    for one in found:
        totals[one.kind] += one.count
    return [_said(kind, totals[kind]) for kind in get_args(Kind) if totals[kind]]


def _said(kind: str, count: int) -> str:
    """« 1 240 échéances avancent »."""
    words = {
        "sooner": ngettext("%(count)s échéance avance", "%(count)s échéances avancent", count),
        "later": ngettext("%(count)s échéance recule", "%(count)s échéances reculent", count),
        "late": ngettext(
            "%(count)s échéance devient en retard",
            "%(count)s échéances deviennent en retard",
            count,
        ),
        "new": ngettext("%(count)s échéance apparaît", "%(count)s échéances apparaissent", count),
        "gone": ngettext(
            "%(count)s échéance disparaît", "%(count)s échéances disparaissent", count
        ),
    }
    return words[kind] % {"count": number(count)}


def _next_month(today: date) -> date:
    return (today.replace(day=1) + timedelta(days=32)).replace(day=1)
