"""Say where the sixteen themes stand, in one go, theme by theme in the journal."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jalon.access.policy.blocks import block_of_theme
from jalon.dossiers.events import BarrierAssessed
from jalon.dossiers.forms.barriers import BarriersForm, answer_of
from jalon.dossiers.models import THEMES, Barrier, Dossier
from jalon.dossiers.operations import BarrierConflict, assess_barrier
from jalon.dossiers.rules import writes
from jalon.dossiers.views.dossier import show_block
from jalon.dossiers.views.loading import dossier_or_404, read_or_404
from jalon.dossiers.views.parts import require_part
from jalon.dossiers.views.replies import changed
from jalon.dossiers.views.screen import screen
from jalon.dossiers.views.sentences import barrier_state
from jalon.journal.models import Entry
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST
from jalon.ui.request import Request


@page
@require_http_methods(GET_OR_POST)
def assess_barriers(request: Request, public_id: UUID) -> HttpResponse:
    """The form of all themes; themes that nobody else touched are saved even beside a conflict."""
    if request.method != "POST":
        return _show(request, public_id)
    dossier = dossier_or_404(request, public_id)
    themes = [theme for theme in THEMES if writes(request.actor, dossier, block_of_theme(theme))]
    form = BarriersForm(themes, [], request.POST)
    if not form.is_valid():
        return _show(request, public_id, form, status=422)
    conflicts = _assess(request, dossier, form)
    if conflicts:
        standing = {theme: answer_of(vars(error.barrier)) for theme, error in conflicts.items()}
        contested = [
            contested_theme(dossier, form.cleaned_data[theme], theme, error.barrier)
            for theme, error in conflicts.items()
        ]
        again = form.reconsider(standing, settled=set(themes) - set(conflicts))
        return _show(request, public_id, again, contested, status=422 if request.htmx else 409)
    if request.htmx:
        return changed(show_block(request, public_id, "barriers"), "header", "timeline")
    messages.success(request, _("C’est enregistré."))
    return redirect(f"{reverse('dossier_page', args=[public_id])}#freins")


def _assess(request: Request, dossier: Dossier, form: BarriersForm) -> dict[str, BarrierConflict]:
    conflicts = {}
    for theme, before, (status, impact) in form.changed():
        try:
            assess_barrier(
                dossier=dossier, theme=theme, status=status, impact=impact, before=before,
                by=request.actor, at=timezone.now(),
            )  # fmt: skip
        except BarrierConflict as error:
            conflicts[theme] = error
    return conflicts


def contested_theme(dossier: Dossier, mine: str, theme: str, barrier: Barrier) -> dict[str, Any]:
    """One theme that two people assessed, as the page shows it: both answers, who, and when."""
    last = (
        Entry.objects.filter(stream=dossier.stream, kind=BarrierAssessed.kind, payload__theme=theme)
        .select_related("user", "organisation")
        .order_by("-position")
        .first()
    )
    return {
        "name": theme,
        "label": THEMES[theme],
        "typed": mine,
        "standing": answer_of(vars(barrier)),
        "mine": barrier_state(*mine.split(" ")),
        "theirs": barrier_state(barrier.status, barrier.impact),
        "who": last.user.name if last and last.user else "",
        "organisation": str(last.organisation) if last and last.organisation else "",
        "at": last.at if last else None,
    }


def _show(
    request: Request, public_id: UUID, form: BarriersForm | None = None,
    contested: list[dict[str, Any]] | None = None, *, status: int = 200,
) -> HttpResponse:  # fmt: skip
    read = read_or_404(request, public_id, ["header", "barriers"])
    require_part(read, "barriers")
    themes = [
        one["theme"]
        for one in read["barriers"]
        if read["allows"].writes(block_of_theme(one["theme"]))
    ]
    form = form or BarriersForm(themes, read["barriers"])
    context = {
        **screen(request, read),
        "form": form,
        "rows": [(form[theme], form[f"before_{theme}"]) for theme in form.themes],
        "asked": request.GET.get("theme", ""),
        "contested": contested or [],
        "names_contested": [one["name"] for one in contested or []],
        "conflict": None,
        "saved_at": None,
    }
    template = "bloc/barriers_edit" if request.htmx else "assess_barriers"
    return render(request, f"dossiers/{template}.html", context, status=status)
