"""The signed file, byte for byte; a page to read or to sign by hand; and is this file known?"""

import hashlib
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from jalon.contracts.forms import VerificationForm
from jalon.contracts.models import ContractFile
from jalon.contracts.paper import to_read
from jalon.contracts.queries.known import Known, known_file
from jalon.contracts.queries.shown import last_version, readable_file
from jalon.contracts.views.loading import contract_or_404, followed_or_404, read
from jalon.journal.models import Channel
from jalon.ui.access import page, public_page, receives
from jalon.ui.asked import GET_OR_POST
from jalon.ui.documents import PDF, attachment
from jalon.ui.request import Request
from jalon.vault.sealing import open_sealed_bytes


@page
@require_safe
def signed_file(request: Request, public_id: UUID, contract_id: UUID) -> HttpResponse:
    dossier = followed_or_404(request, public_id)
    contract = contract_or_404(request, dossier, contract_id)
    version = last_version(contract)
    file = readable_file(version, dossier, request.actor) if version else None
    if file is None:
        raise Http404
    read(request, dossier, Channel.EXPORT)
    return answer(file)


def answer(file: ContractFile) -> HttpResponse:
    """The exact bytes that were signed."""
    return attachment(open_sealed_bytes(file.content), PDF, "contrat.pdf")


@page
@require_safe
def paper(request: Request, public_id: UUID, contract_id: UUID) -> HttpResponse:
    """What is offered, on paper, for who has no screen; nobody has signed it."""
    dossier = followed_or_404(request, public_id)
    contract = contract_or_404(request, dossier, contract_id)
    version = last_version(contract)
    if version is None:
        raise Http404
    read(request, dossier, Channel.EXPORT)
    return attachment(to_read(version, dossier, request.actor), PDF, "contrat-a-lire.pdf")


@public_page
@receives(megabytes=6)
@require_http_methods(GET_OR_POST)
def verify(request: HttpRequest) -> HttpResponse:
    """Anybody who holds a file may ask whether it is known, and whether it still counts."""
    is_asked = request.method == "POST"
    form = VerificationForm(request.POST, request.FILES) if is_asked else VerificationForm()
    known: Known | None = None
    digest = ""
    if is_asked and form.is_valid():
        file = form.cleaned_data["file"]
        digest = hashlib.sha256(file.read()).hexdigest() if file else ""
        known = known_file(digest, form.cleaned_data["code"])
    context = {"form": form, "asked": is_asked and form.is_valid(), "known": known}
    status = 422 if form.errors else 200
    return render(request, "contracts/verify.html", {**context, "digest": digest}, status=status)
