"""The person says yes, in one of three ways, or says no; then the organisation signs."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jalon.contracts import codes, operations
from jalon.contracts.forms import CodeForm, PaperForm, RefusalForm, TabletForm
from jalon.contracts.models import EngagementContract, Way
from jalon.contracts.proofs import Proof, by_code, on_paper, on_tablet
from jalon.contracts.queries.shown import show as shown_contract
from jalon.contracts.rules import ACCEPT_CONTRACT, REFUSE_CONTRACT, SIGN_CONTRACT
from jalon.contracts.turns import Changed
from jalon.contracts.views.loading import (
    again,
    back,
    contract_or_404,
    followed_or_404,
    show,
    tried,
    version_seen,
)
from jalon.kernel.errors import Refused
from jalon.people.models import Contact
from jalon.ui.access import page, receives
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import Request

Form = CodeForm | TabletForm | PaperForm
# The word of the address, and the form of each way.
WAYS: Final[dict[str, tuple[Way, type[Form]]]] = {
    "code": (Way.CODE, CodeForm),
    "ecran": (Way.TABLET, TabletForm),
    "papier": (Way.PAPER, PaperForm),
}


@page
@receives(megabytes=6)
@require_http_methods(GET_OR_POST)
def agree(request: Request, public_id: UUID, contract_id: UUID, kind: str) -> HttpResponse:
    """She reads it whole on this page, then says yes in this way."""
    if kind not in WAYS:
        raise Http404
    dossier = followed_or_404(request, public_id)
    contract = contract_or_404(request, dossier, contract_id)
    ACCEPT_CONTRACT.require(request.actor, contract)
    way, form_of_way = WAYS[kind]
    is_sent = request.method == "POST"
    form: Form = form_of_way(request.POST, request.FILES) if is_sent else form_of_way()
    if is_sent and form.is_valid():
        try:
            if _accept(request, contract, form):
                return back(request, public_id, _("L’accord de la personne est enregistré."))
        except Changed as change:
            return again(request, change, "agree_contract", public_id, contract_id, kind)
    contact = Contact.objects.filter(person_id=dossier.person_id).first()
    return show(
        request, dossier, "agree", form, way=way, contract=contract,
        channels={name: codes.masked(to) for name, to in codes.channels(contact).items()},
        shown=shown_contract(contract, dossier, request.actor),
    )  # fmt: skip


def _proof(form: Form) -> Proof:
    given = form.cleaned_data
    if isinstance(form, CodeForm):
        return by_code(given["code"])
    if isinstance(form, TabletForm):
        return on_tablet(given["typed_name"], given["present"])
    return on_paper(form.scanned(), given["present"])


def _accept(request: Request, contract: EngagementContract, form: Form) -> bool:
    """Whether it is done; the form says why not. Raises Changed."""
    on_page = form.cleaned_data["number"] if isinstance(form, PaperForm) else version_seen(request)
    try:
        done = operations.accept_contract(
            contract=contract, seen=on_page, proof=_proof(form), by=request.actor,
            at=timezone.now(),
        )  # fmt: skip
        if done is None:
            form.add_error("code", _("Ce n’est pas le bon code."))
    except Changed:
        raise
    except Refused as error:
        form.refuse(error)
    return form.is_valid()


@page
@require_POST
def send_code(request: Request, public_id: UUID, contract_id: UUID) -> HttpResponse:
    """Send a code to the person's own mail box or telephone."""
    dossier = followed_or_404(request, public_id)
    contract = contract_or_404(request, dossier, contract_id)
    channel = request.POST.get("channel", "")
    try:
        operations.send_code(
            contract=contract, channel=channel, by=request.actor, at=timezone.now()
        )
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Le code est parti. La personne vous le donne."))
    return redirect("agree_contract", public_id, contract_id, "code")


@page
@require_http_methods(GET_OR_POST)
def refuse(request: Request, public_id: UUID, contract_id: UUID) -> HttpResponse:
    """She said no: it is noted, with her word; nothing follows by itself."""
    dossier = followed_or_404(request, public_id)
    contract = contract_or_404(request, dossier, contract_id)
    REFUSE_CONTRACT.require(request.actor, contract)
    form = RefusalForm(typed(request))
    if request.method == "POST" and form.is_valid():
        word, at = form.cleaned_data["word"], timezone.now()
        if tried(
            form,
            lambda: operations.refuse_contract(
                contract=contract, seen=version_seen(request), word=word, by=request.actor, at=at
            ),
        ):
            return back(request, public_id, _("Le refus est noté. Rien d’autre ne change."))
    shown = shown_contract(contract, dossier, request.actor)
    return show(request, dossier, "refuse", form, shown=shown)


@page
@require_http_methods(GET_OR_POST)
def sign(request: Request, public_id: UUID, contract_id: UUID) -> HttpResponse:
    """Read once more what she accepted, and sign for the organisation."""
    dossier = followed_or_404(request, public_id)
    contract = contract_or_404(request, dossier, contract_id)
    SIGN_CONTRACT.require(request.actor, contract)
    if request.method == "POST":
        try:
            operations.sign_contract(
                contract=contract, seen=version_seen(request), by=request.actor, at=timezone.now()
            )
        except Changed as change:
            return again(request, change, "sign_contract", public_id, contract_id)
        return back(request, public_id, _("Le contrat est signé."))
    shown = shown_contract(contract, dossier, request.actor)
    return show(request, dossier, "sign", contract=contract, shown=shown)
