"""The letters of a project, for its consortium; the State reads those that were signed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jalon.kernel.errors import Refused
from jalon.letters import operations
from jalon.letters.forms import ScanForm, SignatoryForm
from jalon.letters.models import Letter
from jalon.letters.operations.deposit_letter import Scan
from jalon.letters.paper import drawn, letter_in
from jalon.letters.queries.composing import content_of
from jalon.letters.queries.readable import letters_of
from jalon.letters.rules import DELEGATE_LETTER, DEPOSIT_LETTER, SEND_LETTER, WITHDRAW_LETTER
from jalon.letters.scans import codes_in
from jalon.letters.states import LIVE, LetterState
from jalon.projects.models import Project
from jalon.projects.states import ProjectState
from jalon.projects.views.loading import member_or_404, project_inside, project_or_404
from jalon.ui.access import page, receives
from jalon.ui.asked import GET_OR_POST
from jalon.ui.documents import PDF, attachment
from jalon.ui.request import Request


def letter_or_404(request: Request, public_id: UUID, letter_id: UUID) -> Letter:
    project = project_or_404(request, public_id)
    found = get_object_or_404(letters_of(project, request.actor), public_id=letter_id)
    found.project = found.member.project = project
    return found


def file_of(letter: Letter) -> HttpResponse:
    """The exact bytes that were signed; else the letter, to read or to sign by hand."""
    if letter.state == LetterState.SIGNED and letter.document is not None:
        ending = letter.media_type.rsplit("/", 1)[1]
        return attachment(bytes(letter.document), letter.media_type, f"lettre.{ending}")
    return attachment(drawn(letter), PDF, "lettre-a-signer.pdf")


@page
@require_http_methods(GET_OR_POST)
def send(request: Request, public_id: UUID, member_id: UUID) -> HttpResponse:
    """What the letter will say, then one click."""
    member = member_or_404(request, public_id, member_id)
    SEND_LETTER.require(request.actor, member)
    refusal = ""
    if request.method == "POST":
        try:
            letter = operations.send_letter(member=member, by=request.actor, at=timezone.now())
        except Refused as error:
            refusal = str(error)
        else:
            messages.success(request, _("La lettre est prête."))
            return redirect("letter", public_id, letter.public_id)
    said = content_of(member, member.project, timezone.localdate())
    context = {"project": member.project, "member": member, "said": said, "refusal": refusal}
    return render(request, "letters/send_letter.html", context, status=409 if refusal else 200)


@page
@require_safe
def letter(request: Request, public_id: UUID, letter_id: UUID) -> HttpResponse:
    """What it says, where it stands, and what proves it."""
    found = letter_or_404(request, public_id, letter_id)
    actor, member = request.actor, found.member
    waits = found.state == LetterState.WAITING
    is_draft = found.project.state == ProjectState.DRAFT
    context = {
        "project": found.project,
        "letter": found,
        "said": found.content,
        "waits": waits,
        "may_follow": is_draft and waits and SEND_LETTER.allows(actor, member),
        "may_delegate": is_draft and waits and DELEGATE_LETTER.allows(actor, member),
        "may_withdraw": is_draft and found.state in LIVE and WITHDRAW_LETTER.allows(actor, member),
    }
    return render(request, "letters/letter.html", context)


@page
@require_safe
def paper(request: Request, public_id: UUID, letter_id: UUID) -> HttpResponse:
    return file_of(letter_or_404(request, public_id, letter_id))


@page
@require_POST
def remind(request: Request, public_id: UUID, letter_id: UUID) -> HttpResponse:
    found = letter_or_404(request, public_id, letter_id)
    try:
        operations.remind_letter(letter=found, by=request.actor, at=timezone.now())
    except Refused as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("Un nouveau message est parti."))
    return redirect("letter", public_id, letter_id)


@page
@require_http_methods(GET_OR_POST)
def delegate(request: Request, public_id: UUID, letter_id: UUID) -> HttpResponse:
    found = letter_or_404(request, public_id, letter_id)
    DELEGATE_LETTER.require(request.actor, found.member)
    form = SignatoryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.delegate_letter(
                letter=found, to=form.signatory, by=request.actor, at=timezone.now()
            )
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("La lettre est confiée. L’ancien lien n’ouvre plus rien."))
            return redirect("letter", public_id, letter_id)
    context = {"project": found.project, "letter": found, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "letters/delegate_letter.html", context, status=status)


@page
@require_http_methods(GET_OR_POST)
def withdraw(request: Request, public_id: UUID, letter_id: UUID) -> HttpResponse:
    """What will happen is said first."""
    found = letter_or_404(request, public_id, letter_id)
    WITHDRAW_LETTER.require(request.actor, found.member)
    if request.method == "POST":
        operations.withdraw_letter(letter=found, by=request.actor, at=timezone.now())
        messages.success(request, _("La lettre est retirée : elle est sans effet."))
        return redirect("letter", public_id, letter_id)
    context = {"project": found.project, "letter": found}
    return render(request, "letters/withdraw_letter.html", context)


@page
@receives(megabytes=6)
@require_http_methods(GET_OR_POST)
def deposit(request: Request, public_id: UUID) -> HttpResponse:
    """A scan: its QR code says which letter it is; unread, the member says so."""
    project = project_inside(request, public_id)
    waiting = _to_deposit(request, project)
    form = ScanForm(request.POST or None, request.FILES or None, letters=waiting)
    if request.method == "POST" and form.is_valid():
        found, scan = _which(form, waiting)
        if found is None:
            form.add_error(
                "letter", _("Dites de quel organisme, et joignez de nouveau le fichier.")
            )
        else:
            kept = _deposited(request, form, found, scan)
            if kept is not None:
                return kept
    context = {"project": project, "form": form, "waiting": waiting}
    status = 422 if form.is_bound else 200
    return render(request, "letters/deposit_letter.html", context, status=status)


def _to_deposit(request: Request, project: Project) -> list[Letter]:
    waiting = letters_of(project, request.actor).filter(state=LetterState.WAITING)
    for one in waiting:
        one.project = one.member.project = project
    return [one for one in waiting if DEPOSIT_LETTER.allows(request.actor, one.member)]


def _which(form: ScanForm, waiting: list[Letter]) -> tuple[Letter | None, Scan]:
    content, chosen = form.cleaned_data["file"], form.cleaned_data["letter"]
    read = None if chosen else letter_in(codes_in(content))
    wanted = chosen or str(read or "")
    found = next((one for one in waiting if str(one.public_id) == wanted), None)
    if found is None and not chosen:
        said = (
            _("Le QR code n’a pas été lu.")
            if read is None
            else _("Le QR code est celui d’une lettre qui n’attend pas de signature ici.")
        )
        form.add_error("file", said)
    return found, Scan(content, is_recognised=not chosen)


def _deposited(request: Request, form: Any, found: Letter, scan: Scan) -> HttpResponse | None:
    try:
        operations.deposit_letter(letter=found, scan=scan, by=request.actor, at=timezone.now())
    except Refused as error:
        form.add_error(None, str(error))
        return None
    messages.success(
        request, _("La lettre de « %(body)s » est déposée.") % {"body": found.member.name}
    )
    return redirect(f"{reverse('project', args=[found.project.public_id])}#lettres")
