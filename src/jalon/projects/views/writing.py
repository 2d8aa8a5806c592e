"""The carrier writes: the frame, the perimeter, the texts."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jalon.kernel.errors import Refused
from jalon.projects.forms.writing import FrameForm, TextForm
from jalon.projects.models import Project, Text
from jalon.projects.operations import revise_project, write_text
from jalon.projects.queries.parts import text_part
from jalon.projects.queries.public import Figures, figures_of
from jalon.projects.queries.texts import PUBLIC, asked, current, writings
from jalon.projects.queries.zonings import recognised
from jalon.projects.turns import MovedMeanwhile
from jalon.projects.views.loading import (
    may_write,
    project_inside,
    project_to_write,
    sent_again,
    version_for,
)
from jalon.projects.views.shown import both
from jalon.projects.views.words import Piece, changed_words
from jalon.territories.models import Territory, TerritoryKind
from jalon.territories.queries import search
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import Request

PROPOSED = 12
COMPARED = 10  # writings, from the last: the others are shown as they were
PLACES = (TerritoryKind.DEPARTMENT, TerritoryKind.EPCI, TerritoryKind.COMMUNE)


@page
@require_http_methods(GET_OR_POST)
def frame(request: Request, public_id: UUID) -> HttpResponse:
    project = project_to_write(request, public_id)
    form = FrameForm(typed(request), project=project)
    meanwhile: list[tuple[str, str, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            seen = form.cleaned_data["revision"]
            revise_project(
                project=project, changes=form.changes, seen=seen, by=request.actor,
                at=timezone.now(),
            )  # fmt: skip
        except MovedMeanwhile as refusal:
            form.add_error(None, str(refusal))
            meanwhile = _both(request, form, refusal.standing)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _back(request, project, "cadre")
    context = {"project": project, "form": form, "meanwhile": meanwhile}
    status = 422 if form.is_bound else 200
    return render(request, "projects/revise_project.html", context, status=status)


def _both(request: Request, form: FrameForm, now: Project) -> list[tuple[str, str, str]]:
    form.data = sent_again(request, now.revision)
    return both(
        [
            (str(form.fields[name].label), getattr(now, name), value)
            for name, value in form.changes.items()
        ]
    )


@page
@require_http_methods(GET_OR_POST)
def perimeter(request: Request, public_id: UUID) -> HttpResponse:
    """Places found by name and added one by one; they may overlap."""
    project = project_to_write(request, public_id)
    places = [one.territory for one in project.places.select_related("territory").order_by("pk")]
    if request.method == "POST":
        chosen = _place(request.POST.get("lieu", ""))
        others = [one for one in places if one.pk != chosen.pk]
        is_added = "ajouter" in request.POST
        revise_project(
            project=project, changes={"places": [*others, chosen] if is_added else others},
            seen=project.revision, by=request.actor, at=timezone.now(),
        )  # fmt: skip
        return redirect("project_perimeter", public_id)
    typed = request.GET.get("q", "")[:80]
    found = search(typed).filter(kind__in=PLACES)[:PROPOSED] if typed.strip() else []
    context = {
        "project": project,
        "places": places,
        "zonings": recognised(project, places, request.actor.today),
        "typed": typed,
        "found": [one for one in found if one not in places],
    }
    return render(request, "projects/project_perimeter.html", context)


def _place(said: str) -> Territory:
    kind, _dash, code = said.partition("-")
    found = Territory.objects.current().filter(kind=kind, code=code, kind__in=PLACES).first()
    if found is None:
        raise Http404
    return found


@page
@require_http_methods(GET_OR_POST)
def text(request: Request, public_id: UUID, section: str) -> HttpResponse:
    """One text; a member reads it with what it said before."""
    project = project_inside(request, public_id)
    wanted, last = _asked(project, section), current(project).get(section)
    start = {"body": last.body if last else "", "revision": last.revision if last else 0}
    form = TextForm(typed(request), initial=start)
    standing = None
    if request.method == "POST" and form.is_valid():
        try:
            _write(request, project, section, form)
        except MovedMeanwhile as refusal:
            form.add_error(None, str(refusal))
            standing = refusal.standing
            form.data = sent_again(request, standing.revision)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _back(request, project, f"text-{section}")
    context = {
        "project": project, "may_write": may_write(request, project, text_part(section)),
        "asked": wanted, "form": form, "standing": standing,
        "writings": _compared(writings(project, section)),
        "figures": _figures(request, project, section),
    }  # fmt: skip
    status = 422 if form.is_bound else 200
    return render(request, "projects/write_text.html", context, status=status)


def _compared(found: list[Text]) -> list[tuple[Text, list[Piece]]]:
    """Each writing, the last first, with what it changes of the one before; of the latest ones."""
    earlier = [*found[1 : COMPARED + 1], *[None] * len(found)]
    return [
        (one, changed_words(before.body, one.body) if before else [])
        for one, before in zip(found, earlier, strict=False)
    ]


def _figures(request: Request, project: Project, section: str) -> Figures | None:
    """What the platform counts about the public, for whoever may write it."""
    writes = section == PUBLIC and may_write(request, project, text_part(section))
    return figures_of(project, timezone.localdate()) if writes else None


@page
@require_POST
def take_figures(request: Request, public_id: UUID) -> HttpResponse:
    """Have the text be what the platform counts today; what it said before is kept."""
    project = project_to_write(request, public_id)
    figures = figures_of(project, timezone.localdate())
    if figures is None:
        raise Http404
    last = current(project).get(PUBLIC)
    write_text(
        project=project, code=PUBLIC, body=str(figures), seen=last.revision if last else 0,
        measured_on=figures.on, by=request.actor, at=timezone.now(),
    )  # fmt: skip
    return _back(request, project, f"text-{PUBLIC}")


def _write(request: Request, project: Project, code: str, form: TextForm) -> None:
    said = form.cleaned_data
    write_text(
        project=project, code=code, body=said["body"], seen=said["revision"], by=request.actor,
        at=timezone.now(),
    )  # fmt: skip


def _asked(project: Project, code: str) -> Any:
    found = next((one for one in asked(version_for(project)) if one.code == code), None)
    if found is None:
        raise Http404
    return found


def _back(request: Request, project: Project, anchor: str) -> HttpResponse:
    messages.success(request, _("C’est enregistré."))
    return redirect(f"{reverse('project', args=[project.public_id])}#{anchor}")
