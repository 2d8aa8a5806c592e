"""Change one block in place; when two people changed the same thing, the second one chooses."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jalon.dossiers.forms.blocks import BLOCK_FORMS, BlockForm
from jalon.dossiers.models import Dossier
from jalon.dossiers.operations import EditConflict, revise_block
from jalon.dossiers.operations.revise_block import FREE_TEXT, FieldConflict
from jalon.dossiers.views.dossier import show_block
from jalon.dossiers.views.loading import dossier_or_404, read_or_404
from jalon.dossiers.views.parts import require_part
from jalon.dossiers.views.replies import changed
from jalon.dossiers.views.screen import ANCHORS, screen
from jalon.dossiers.views.wording import refused_words
from jalon.ui import dates
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST
from jalon.ui.cautions import Panel, insistence_of
from jalon.ui.request import Request
from jalon.ui.words import phone
from jalon.wording.guard import WordsToReview


@page
@require_http_methods(GET_OR_POST)
def edit_block(request: Request, public_id: UUID, block: str) -> HttpResponse:
    """The form of one block; saved, the block again (htmx) or the page at its anchor."""
    if block not in BLOCK_FORMS:
        raise Http404
    if request.method != "POST":
        return _show(request, public_id, block)
    dossier = dossier_or_404(request, public_id)
    form = BLOCK_FORMS[block]({}, request.POST)
    if not form.is_valid():
        return _show(request, public_id, block, form, status=422)
    try:
        _revise(request, dossier, block, form)
    except EditConflict as conflict:
        again = form.reconsider({one.field: one.theirs for one in conflict.conflicts})
        contested = [_contested(again, one) for one in conflict.conflicts]
        status = 422 if request.htmx else 409
        return _show(request, public_id, block, again, contested=contested, status=status)
    except WordsToReview as error:
        panel = refused_words(request, public_id, error)
        return _show(request, public_id, block, form, panel=panel, status=422)
    return _saved(request, public_id, block)


def _revise(request: Request, dossier: Dossier, block: str, form: BlockForm) -> None:
    revise_block(
        dossier=dossier,
        block=block,
        before=form.cleaned_data["before"],
        after=form.after,
        insistence=insistence_of(request.POST),
        by=request.actor,
        at=timezone.now(),
    )


def _show(
    request: Request, public_id: UUID, block: str, form: BlockForm | None = None,
    *, contested: list[dict[str, Any]] | None = None, panel: Panel | None = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    read = read_or_404(request, public_id, ["header", block])
    require_part(read, block)
    form = form or BLOCK_FORMS[block](read["person"] if block == "identity" else read[block] or {})
    form.fields[next(iter(form.fields))].widget.attrs["autofocus"] = not contested and status == 200
    for name in FREE_TEXT.get(block, ()):
        form.fields[name].widget.attrs["data-review"] = f"{block}.{name}"
    context = {
        **screen(request, read),
        "panel": panel,
        "is_reviewed": block in FREE_TEXT,
        "block": block,
        "form": form,
        "contested": contested or [],
        "names_contested": [one["name"] for one in contested or []],
    }
    template = "dossiers/bloc/edit.html" if request.htmx else "dossiers/edit_block.html"
    return render(request, template, context, status=status)


def _saved(request: Request, public_id: UUID, block: str) -> HttpResponse:
    if request.htmx:
        return changed(show_block(request, public_id, block), "header", "timeline")
    messages.success(request, _("C’est enregistré."))
    return redirect(f"{reverse('dossier_page', args=[public_id])}#{ANCHORS[block]}")


def _contested(form: BlockForm, one: FieldConflict) -> dict[str, Any]:
    """One field that two people changed, as the page shows it: both values, who, and when."""
    field = form.fields[one.field]
    entry = one.entry
    return {
        "name": one.field,
        "label": field.label,
        "typed": form[one.field].value(),
        "mine": spoken(one.field, field, one.mine),
        "theirs": spoken(one.field, field, one.theirs),
        "who": entry.user.name if entry and entry.user else "",
        "organisation": str(entry.organisation) if entry and entry.organisation else "",
        "at": entry.at if entry else None,
    }


def spoken(name: str, field: forms.Field, value: Any) -> str:
    """A value of a field as one reads it aloud."""
    if value in (None, ""):
        return _("(vide)")
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    if hasattr(value, "isoformat"):
        return dates.short_day(value)
    if name == "phones":
        return ", ".join(phone(one) for one in value.splitlines())
    choices = dict(getattr(field, "choices", ()))
    return str(choices.get(value, value)).replace("\n", ", ")
