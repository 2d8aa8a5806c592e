"""One theme of the assessment, saved as it is answered, read again when others answer it."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from jalon.access.policy.blocks import block_of_theme
from jalon.dossiers.forms.barriers import BarriersForm, answer_of
from jalon.dossiers.models import THEMES
from jalon.dossiers.operations import BarrierConflict, assess_barrier
from jalon.dossiers.views.barriers import contested_theme
from jalon.dossiers.views.loading import dossier_or_404, read_or_404
from jalon.dossiers.views.replies import changed
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST
from jalon.ui.request import Request


@page
@require_http_methods(GET_OR_POST)
def assess_theme(request: Request, public_id: UUID, theme: str) -> HttpResponse:
    """The row of one theme; saved, the row again (htmx) or the whole form."""
    if theme not in THEMES:
        raise Http404
    if request.method != "POST":
        return _row(request, public_id, theme)
    dossier = dossier_or_404(request, public_id)
    form = BarriersForm([theme], [], request.POST)
    if not form.is_valid():
        return _row(request, public_id, theme, form, status=422)
    for _theme, before, (status, impact) in form.changed():
        try:
            assess_barrier(
                dossier=dossier, theme=theme, status=status, impact=impact, before=before,
                by=request.actor, at=timezone.now(),
            )  # fmt: skip
        except BarrierConflict as error:
            conflict = contested_theme(dossier, form.cleaned_data[theme], theme, error.barrier)
            again = form.reconsider({theme: answer_of(vars(error.barrier))}, settled=set())
            return _row(request, public_id, theme, again, conflict=conflict, status=422)
    if not request.htmx:
        return redirect(f"{reverse('assess_barriers', args=[public_id])}#theme-{theme}")
    saved = _row(request, public_id, theme, saved_at=timezone.localtime())
    return changed(saved, "header", "timeline")


def _row(
    request: Request,
    public_id: UUID,
    theme: str,
    form: BarriersForm | None = None,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    read = read_or_404(request, public_id, ["barriers"])
    if not read["allows"].writes(block_of_theme(theme)):
        raise Http404
    form = form or BarriersForm([theme], read["barriers"])
    row = {
        "here": reverse("dossier_page", args=[public_id]),
        "position": read["position"],
        "now": form[theme],
        "before": form[f"before_{theme}"],
        "conflict": None,
        "saved_at": None,
        "asked": "",
        **context,
    }
    return render(request, "dossiers/bloc/theme.html", row, status=status)
