"""What the pages of a version start from; what may not be read does not exist."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from jalon.accounts.actor import Actor
from jalon.strategies.models import Strategy, StrategyStatus, StrategyStep
from jalon.strategies.queries.readable import readable
from jalon.strategies.rules import WRITE_STRATEGY
from jalon.ui.request import Request


def reader(request: HttpRequest) -> Actor | None:
    """Who reads, when they act for an organisation."""
    actor = getattr(request, "actor", None)
    return actor if isinstance(actor, Actor) else None


def version_or_404(request: HttpRequest, public_id: UUID) -> Strategy:
    return get_object_or_404(readable(reader(request)), public_id=public_id)


def version_to_write(request: Request, public_id: UUID) -> Strategy:
    """A version that this actor may write; Denied when they only read it."""
    version = version_or_404(request, public_id)
    if version.territory is None:
        raise Http404  # the law is not written here
    WRITE_STRATEGY.require(request.actor, version.territory)
    return version


def step_to_write(request: Request, public_id: UUID, code: str) -> StrategyStep:
    version = version_to_write(request, public_id)
    return get_object_or_404(version.steps.select_related("strategy__territory"), code=code)


def may_write(actor: Actor | None, version: Strategy) -> bool:
    """Whether this reader may change the version now."""
    is_draft = version.status == StrategyStatus.DRAFT
    return actor is not None and is_draft and WRITE_STRATEGY.allows(actor, version.territory)
