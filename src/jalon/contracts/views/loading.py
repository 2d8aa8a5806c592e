"""How every page of this room finds its dossier, its contract and its promise."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from jalon.access.policy.blocks import Block
from jalon.accounts.models import Organisation
from jalon.contracts.forms import ContractForm as Form
from jalon.contracts.models import Commitment, EngagementContract
from jalon.contracts.rules import reads_commitment, reads_contract
from jalon.contracts.turns import Changed
from jalon.dossiers.models import Dossier
from jalon.dossiers.rules import reads
from jalon.dossiers.views.loading import dossier_or_404
from jalon.journal.models import Channel
from jalon.journal.readings import record_listing
from jalon.kernel.errors import Refused
from jalon.ui.asked import number
from jalon.ui.request import Request

BLOCKS = ("contract",)


def followed_or_404(request: Request, public_id: UUID) -> Dossier:
    """The dossier, for who reads its contracts or what their own body promised."""
    dossier = dossier_or_404(request, public_id)
    if not reads(request.actor, dossier, Block.CONTRACT):
        raise Http404
    return dossier


def contract_or_404(request: Request, dossier: Dossier, contract_id: UUID) -> EngagementContract:
    found = EngagementContract.objects.filter(dossier=dossier)
    found = found.select_related("dossier__person", "organisation", "terms")
    contract = get_object_or_404(found, public_id=contract_id)
    if not reads_contract(request.actor, contract):
        raise Http404
    return contract


def commitment_or_404(request: Request, dossier: Dossier, commitment_id: UUID) -> Commitment:
    found = Commitment.objects.filter(dossier=dossier).select_related("dossier", "organisation")
    commitment = get_object_or_404(found, public_id=commitment_id)
    if not reads_commitment(request.actor, commitment):
        raise Http404
    return commitment


def version_seen(request: Request) -> int:
    """The version that was on the page when it was sent; 0, which none bears, if it said none."""
    return number(request.POST.get("seen", "")) or 0


def again(request: Request, change: Changed, name: str, *where: object) -> HttpResponse:
    """Back to a page that shows what there is now: a yes or a signature is given anew."""
    messages.error(request, str(change))
    return redirect(name, *where)


def bodies_around(dossier: Dossier, request: Request) -> QuerySet[Organisation]:
    """The organisations of the team, once each."""
    seats = dossier.memberships.in_force(request.actor.today)
    return Organisation.objects.filter(pk__in=seats.values("organisation_id")).order_by("name")


def read(request: Request, dossier: Dossier, channel: Channel = Channel.PAGE) -> None:
    """Put on record that contracts and promises were read."""
    record_listing(
        [dossier.pk], by=request.actor, at=timezone.now(), channel=channel, blocks=BLOCKS
    )


def tried(form: Form, operation: Callable[[], Any]) -> bool:
    """Do it, or say beside the form why it was refused."""
    try:
        operation()
    except Refused as error:
        form.refuse(error)
    return form.is_valid()


def show(
    request: Request, dossier: Dossier, name: str, form: Form | None = None, **context: Any
) -> HttpResponse:
    """A page of this room; what it shows is on record."""
    read(request, dossier)
    shown = {
        "name": dossier.person.name,
        "dossier_id": dossier.public_id,
        "form": form,
        "panel": form.panel if form else None,
        **context,
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, f"contracts/{name}.html", shown, status=status)


def back(request: Request, public_id: UUID, sentence: str, to: str = "contracts") -> HttpResponse:
    messages.success(request, sentence)
    return redirect(to, public_id)
