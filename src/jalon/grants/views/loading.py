"""What the pages of an agreement start from; what may not be read does not exist."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from jalon.grants.models import Agreement, AgreementVersion
from jalon.grants.queries.readable import readable, running_version
from jalon.grants.rules import ANSWER_AGREEMENT, WRITE_AGREEMENT
from jalon.ui.request import Request


def agreement_or_404(request: Request, public_id: UUID) -> Agreement:
    """The agreement of this project."""
    return get_object_or_404(readable(request.actor), project__public_id=public_id)


def agreement_to_prepare(request: Request, public_id: UUID) -> Agreement:
    """One that this officer prepares: the consortium, which reads it, meets a 404."""
    agreement = agreement_or_404(request, public_id)
    if not WRITE_AGREEMENT.allows(request.actor, agreement):
        raise Http404
    return agreement


def agreement_to_answer(request: Request, public_id: UUID) -> Agreement:
    """One that this actor's body carries: the State and the members meet a 404."""
    agreement = agreement_or_404(request, public_id)
    if not ANSWER_AGREEMENT.allows(request.actor, agreement):
        raise Http404
    return agreement


def running_or_404(request: Request, agreement: Agreement) -> AgreementVersion:
    """The text on its way, as far as this reader sees it."""
    is_ours = WRITE_AGREEMENT.allows(request.actor, agreement)
    version = running_version(agreement, is_ours=is_ours)
    if version is None:
        raise Http404
    version.agreement = agreement
    return version


def status_of(form: object) -> int:
    """422 for a form that was sent and is shown again."""
    return 422 if getattr(form, "is_bound", False) else 200
