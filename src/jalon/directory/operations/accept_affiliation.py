from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.accounts.models import (
    Affiliation,
    AffiliationRole,
    FederatedIdentity,
    IdentityProvider,
    User,
    Vouched,
)
from jalon.directory.events import AffiliationRequestAccepted
from jalon.directory.models import AffiliationRequest, RequestOutcome
from jalon.directory.operations.grant_affiliation import grant_affiliation
from jalon.directory.operations.link_identity import link_identity
from jalon.directory.operations.open_account import open_account
from jalon.directory.rules import ACCEPT_AFFILIATION, answers_for_all_the_places
from jalon.journal.record import record
from jalon.kernel.errors import Refused


class RequestOver(Refused):
    """The request was decided, or nobody decided it in time."""


class AccountElsewhere(Refused):
    """The address has an account that this body does not answer for: its holder links it."""


@transaction.atomic
def accept_affiliation(*, request: AffiliationRequest, by: Actor, at: datetime) -> Affiliation:
    """Give the professional who asked a place, with the account that ProConnect will open.

    An account that exists is used only when this identity is linked to it already, or when its
    address was verified and all its places are in this very body: another body's professional is
    not taken over. Raises RequestOver, AccountElsewhere, and what those who give places refuse.
    """
    ACCEPT_AFFILIATION.require(by, request)
    request = AffiliationRequest.objects.select_for_update().get(pk=request.pk)
    if not request.is_open(at):
        raise RequestOver(_("Cette demande n’est plus à décider."))

    hat = _place(request, by=by, at=at)
    request.outcome, request.decided_at = RequestOutcome.ACCEPTED, at
    request.decided_by_id, request.user = by.affiliation_id, hat.user
    request.save(update_fields=["outcome", "decided_at", "decided_by", "user"])

    fact = AffiliationRequestAccepted(
        request_id=request.pk, organisation_id=request.organisation_id, user_id=hat.user_id
    )
    record(fact, by=by, at=at)
    return hat


def _place(request: AffiliationRequest, *, by: Actor, at: datetime) -> Affiliation:
    who = {"issuer": request.issuer, "idp_id": request.idp_id, "subject": request.subject}
    linked = FederatedIdentity.objects.filter(**who, ended_at=None).select_related("user").first()
    place: dict[str, Any] = {
        "organisation": request.organisation,
        "role": AffiliationRole.PROFESSIONAL.value,
    }
    user = linked.user if linked else _account(request, by)
    if user is None:
        names: dict[str, Any] = {"first_name": request.first_name, "last_name": request.last_name}
        hat = open_account(email=request.email, civility="", **names, **place, by=by, at=at)
    else:
        here = Affiliation.objects.filter(user=user, organisation=request.organisation)
        hat = here.filter(ended_on=None).order_by("pk").first() or grant_affiliation(
            user=user, **place, by=by, at=at
        )
    if linked is None:
        vouched = Vouched(
            provider=IdentityProvider(request.provider), assurance=request.assurance, **who
        )
        link_identity(user=hat.user, vouched=vouched, by=by, at=at)
    return hat


def _account(request: AffiliationRequest, by: Actor) -> User | None:
    """The account of that address, when it may be used; None when there is none."""
    user = User.objects.filter(email=request.email).first()
    if user is None:
        return None
    if not request.email_is_verified or not answers_for_all_the_places.holds(by, user):
        raise AccountElsewhere(
            _(
                "Cette adresse a déjà un compte. La personne se connecte avec son mot de passe, "
                "relie ProConnect depuis « Mon compte », puis vous acceptez sa demande."
            )
        )
    return user
