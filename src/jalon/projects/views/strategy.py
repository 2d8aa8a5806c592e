"""The strategy that a project contains: chosen or begun by its carrier, read by all its members."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jalon.kernel.errors import Refused
from jalon.projects.forms.strategy import StrategyForm
from jalon.projects.models import Project
from jalon.projects.operations import link_strategy
from jalon.projects.views.loading import project_to_write
from jalon.strategies.models import Strategy
from jalon.strategies.operations import draft_strategy
from jalon.strategies.queries.readable import readable, territories_of
from jalon.strategies.rules import WRITE_STRATEGY
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import Request


@page
@require_http_methods(GET_OR_POST)
def link(request: Request, public_id: UUID) -> HttpResponse:
    project = project_to_write(request, public_id)
    form = _form(request, project)
    if request.method == "POST" and form.is_valid():
        try:
            version = _chosen(request, form)
            link_strategy(project=project, strategy=version, by=request.actor, at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("C’est enregistré."))
            return redirect(f"{reverse('project', args=[public_id])}#strategie")
    context = {"project": project, "form": form, "may_choose": bool(form.versions or form.places)}
    status = 422 if form.is_bound else 200
    return render(request, "projects/link_strategy.html", context, status=status)


def _form(request: Request, project: Project) -> StrategyForm:
    """The versions that one may write; a territory where nobody writes one may begin it."""
    places = territories_of(request.actor)
    may = [one for one in places if WRITE_STRATEGY.allows(request.actor, one)]
    versions = list(readable(request.actor).open().filter(territory__in=may).order_by("pk"))
    busy = {one.territory_id for one in versions}
    free = [one for one in may if one.pk not in busy]
    return StrategyForm(typed(request), project=project, versions=versions, places=free)


def _chosen(request: Request, form: StrategyForm) -> Strategy | None:
    if form.begun is None:
        return form.chosen
    title = form.cleaned_data["title"]
    at = timezone.now()
    return draft_strategy(territory=form.begun, title=title, by=request.actor, at=at)
