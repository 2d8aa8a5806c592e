"""Write what happened, and take it back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jalon.dossiers.forms.notes import NoteForm
from jalon.dossiers.models import Dossier, Note, NoteBlock
from jalon.dossiers.operations import withdraw_note, write_note
from jalon.dossiers.operations.write_note import NoteFromTheFuture, NoteNeedsSecrecy
from jalon.dossiers.views.dossier import show_block
from jalon.dossiers.views.loading import dossier_or_404, read_or_404
from jalon.dossiers.views.replies import changed
from jalon.dossiers.views.screen import note_fields, screen
from jalon.dossiers.views.wording import note_panel, refused_words
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST
from jalon.ui.cautions import Panel, insistence_of
from jalon.ui.request import Request
from jalon.wording.guard import WordsToReview


@page
@require_http_methods(GET_OR_POST)
def new_note(request: Request, public_id: UUID) -> HttpResponse:
    """Quick entry: saved, an empty form again with the way to take the note back."""
    if request.method != "POST":
        return redirect(f"{reverse('dossier_page', args=[public_id])}#noter")
    dossier = dossier_or_404(request, public_id)
    form = NoteForm(_typed(request))
    if "block_instead" in request.POST:
        return _correct(request, public_id, form, note_panel(request, public_id, form.data))
    if not form.is_valid():
        return _correct(request, public_id, form)
    try:
        note = _write(request, dossier, form)
    except WordsToReview as error:
        panel = refused_words(request, public_id, error, is_note=True)
        return _correct(request, public_id, form, panel)
    if note is None:
        return _correct(request, public_id, form)
    if request.htmx:
        fresh = show_block(request, public_id, "note", just_written=note.public_id)
        return changed(fresh, "timeline")
    messages.success(
        request, _("C’est enregistré. Vous pouvez encore retirer cette note, dans le fil.")
    )
    return redirect(f"{reverse('dossier_page', args=[public_id])}#fil")


def _typed(request: Request) -> QueryDict:
    """What was typed; a proposal that was accepted changes what the note speaks of."""
    data = request.POST.copy()
    data["block"] = data.get("block_instead") or data.get("block") or NoteBlock.GENERAL
    return data


def _write(request: Request, dossier: Dossier, form: NoteForm) -> Note | None:
    names = ("kind", "body", "is_private", "happened_on", "block")
    typed = {name: form.cleaned_data[name] for name in names}
    insistence = insistence_of(request.POST)
    try:
        return write_note(
            dossier=dossier, **typed, insistence=insistence, by=request.actor, at=timezone.now()
        )
    except NoteFromTheFuture as error:
        form.add_error("happened_on", str(error))
    except NoteNeedsSecrecy as error:
        form.add_error("block", str(error))
    return None


def _correct(
    request: Request, public_id: UUID, form: NoteForm, panel: Panel | None = None
) -> HttpResponse:
    read = read_or_404(request, public_id, ["header", "note"])
    context = {
        **screen(request, read),
        "note_form": form,
        "note_fields": note_fields(form),
        "panel": panel,
    }
    template = "bloc/note" if request.htmx else "write_note"
    return render(request, f"dossiers/{template}.html", context, status=422)


@page
@require_POST
def take_back_note(request: Request, public_id: UUID, note_id: UUID) -> HttpResponse:
    """Withdraw one's own note; what others wrote, or what one may not see, is not found."""
    dossier = dossier_or_404(request, public_id)
    mine = Note.objects.filter(dossier=dossier, author_id=request.actor.affiliation_id)
    note = get_object_or_404(mine.select_related("dossier"), public_id=note_id)
    withdraw_note(note=note, by=request.actor, at=timezone.now())
    if request.htmx:
        return changed(
            show_block(request, public_id, "timeline"), "note", announce=_("La note est retirée.")
        )
    messages.success(request, _("La note est retirée."))
    return redirect(f"{reverse('dossier_page', args=[public_id])}#fil")
