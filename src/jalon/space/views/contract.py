"""My contract: read it, say yes with a code, or say no; and who promised what."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jalon.contracts import codes, operations
from jalon.contracts.forms import CodeForm, RefusalForm
from jalon.contracts.models import Commitment, ContractState, EngagementContract
from jalon.contracts.proofs import by_code
from jalon.contracts.queries.shown import show as shown_contract
from jalon.contracts.queries.shown import signed_contract
from jalon.contracts.queries.sides import both_sides
from jalon.contracts.queries.steps import steps_owed
from jalon.contracts.turns import Changed
from jalon.contracts.views.files import answer
from jalon.contracts.views.loading import again, version_seen
from jalon.dossiers.models import Dossier
from jalon.journal.models import Channel
from jalon.kernel.errors import Refused
from jalon.people.models import Contact
from jalon.space.queries.own_dossier import OwnDossier
from jalon.space.views.loading import own_or_404, show
from jalon.ui.access import personal_page
from jalon.ui.asked import GET_OR_POST, public_id, typed
from jalon.ui.request import PersonalRequest

BLOCK = "contract"
# What a person sees of a contract: never a draft, which nobody has offered her.
OFFERED = (ContractState.OFFERED, ContractState.ACCEPTED)


@personal_page
@require_http_methods(GET_OR_POST)
def my_contract(request: PersonalRequest) -> HttpResponse:
    """The one on offer with its question, else the one that is signed."""
    own = own_or_404(request, BLOCK)
    dossier, contract = _found(own)
    is_yes = request.method == "POST"
    form = CodeForm(typed(request))
    if is_yes and contract and form.is_valid():
        try:
            if _accept(request, contract, form):
                messages.success(request, _("Vous avez dit oui. C’est enregistré."))
                return redirect("space_contract")
        except Changed as change:
            return again(request, change, "space_contract")
    contact = Contact.objects.filter(person_id=request.actor.person_id).first()
    channels = {name: codes.masked(to) for name, to in codes.channels(contact).items()}
    return show(
        request, "contract", own, status=422 if form.errors else 200, form=form,
        channels=channels, today=request.actor.today,
        shown=shown_contract(contract, dossier, request.actor) if contract else None,
    )  # fmt: skip


def _found(own: OwnDossier) -> tuple[Dossier, EngagementContract | None]:
    dossier = Dossier.objects.select_related("person").get(pk=own.id)
    offered = dossier.contracts.filter(state__in=OFFERED)
    offered = offered.select_related("dossier", "organisation", "terms")
    return dossier, offered.first() or signed_contract(dossier)


def _offered_or_404(own: OwnDossier) -> EngagementContract:
    _dossier, contract = _found(own)
    if contract is None or contract.state not in OFFERED:
        raise Http404
    return contract


def _accept(request: PersonalRequest, contract: EngagementContract, form: CodeForm) -> bool:
    """Whether it is done; the form says why not. Raises Changed."""
    seen, proof = version_seen(request), by_code(form.cleaned_data["code"])
    try:
        done = operations.accept_contract(
            contract=contract, seen=seen, proof=proof, by=request.actor, at=timezone.now()
        )
    except Changed:
        raise
    except Refused as error:
        form.refuse(error)
    else:
        if done is None:
            form.add_error("code", _("Ce n’est pas le bon code."))
    return form.is_valid()


@personal_page
@require_POST
def ask_code(request: PersonalRequest) -> HttpResponse:
    """A code for me, on my own mail box or telephone."""
    own = own_or_404(request)
    contract, channel = _offered_or_404(own), request.POST.get("channel", "")
    try:
        operations.send_code(
            contract=contract, channel=channel, by=request.actor, at=timezone.now()
        )
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Le code est parti. Regardez vos messages."))
    return redirect("space_contract")


@personal_page
@require_http_methods(GET_OR_POST)
def say_no(request: PersonalRequest) -> HttpResponse:
    """No, with a word if I want."""
    own = own_or_404(request, BLOCK)
    contract = _offered_or_404(own)
    form = RefusalForm(typed(request))
    if request.method == "POST" and form.is_valid():
        word, seen = form.cleaned_data["word"], version_seen(request)
        try:
            operations.refuse_contract(
                contract=contract, seen=seen, word=word, by=request.actor, at=timezone.now()
            )
        except Refused as error:
            form.refuse(error)
        else:
            messages.success(request, _("Vous avez dit non. Rien n’est signé."))
            return redirect("space_contract")
    shown = shown_contract(contract, contract.dossier, request.actor)
    status = 422 if form.errors else 200
    return show(request, "contract_no", own, status=status, form=form, shown=shown)


@personal_page
@require_safe
def my_file(request: PersonalRequest) -> HttpResponse:
    """The signed contract, to keep."""
    own = own_or_404(request, BLOCK, channel=Channel.EXPORT)
    dossier = Dossier.objects.get(pk=own.id)
    contract = signed_contract(dossier)
    shown = shown_contract(contract, dossier, request.actor) if contract else None
    if shown is None or shown.file is None:
        raise Http404
    return answer(shown.file)


VERBS = ("accepter", "tenu", "non")


@personal_page
@require_http_methods(GET_OR_POST)
def my_promises(request: PersonalRequest) -> HttpResponse:
    """What I do, and what they do for me."""
    own = own_or_404(request, BLOCK)
    dossier = Dossier.objects.get(pk=own.id)
    if request.method != "POST":
        sides = both_sides(dossier, request.actor)
        mine, theirs = steps_owed(dossier, request.actor)
        return show(request, "promises", own, sides=sides, my_steps=mine, their_steps=theirs)
    verb, promises = request.POST.get("verb", ""), Commitment.objects.filter(dossier=dossier)
    if verb not in VERBS:
        raise Http404
    found, one = promises.select_related("dossier"), public_id(request.POST.get("one", ""))
    _say(request, get_object_or_404(found, public_id=one), verb)
    return redirect("space_promises")


def _say(request: PersonalRequest, promise: Commitment, verb: str) -> None:
    """Yes, done, or no."""
    given: dict[str, Any] = {"commitment": promise, "by": request.actor, "at": timezone.now()}
    try:
        if verb == "accepter":
            operations.accept_commitment(**given)
        elif verb == "tenu":
            operations.settle_commitment(is_kept=True, proof="", **given)
        else:
            operations.withdraw_commitment(why="", **given)
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("C’est enregistré."))
