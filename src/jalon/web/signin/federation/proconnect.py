"""A professional at the door: in by their identity, or a request to the body of their SIRET."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor, hats
from jalon.accounts.models import Affiliation, Organisation, User
from jalon.directory.models import AffiliationRequest
from jalon.directory.operations import link_identity, request_affiliation
from jalon.directory.views.request_messages import tell_those_who_decide
from jalon.kernel.errors import Refused
from jalon.web.signin.alerts import tell_identity
from jalon.web.signin.federation.arrivals import enter, known, vouched
from jalon.web.signin.federation.authorization import Arrival
from jalon.web.signin.federation.tokens import Rejected


def arrive(request: HttpRequest, arrival: Arrival) -> HttpResponse:
    """Where somebody vouched for by ProConnect goes. Raises Rejected."""
    if arrival.for_user is not None:
        return link(request, arrival)
    user = known(vouched(arrival))
    organisation = body(arrival)
    if user is None:
        return ask(request, arrival, organisation, None)
    if user.is_active and not hats(user.pk, on=timezone.localdate()):
        return ask(request, arrival, organisation, user)
    if user.is_active and organisation and not _was_there(user, organisation):
        _tell(request, _request(arrival, organisation, user))
        messages.info(
            request,
            _("Votre demande de place dans %(body)s est partie.") % {"body": organisation},
        )
    return enter(request, user, arrival, after=arrival.after)


def body(arrival: Arrival) -> Organisation | None:
    """The open body of the SIRET that the identity provider gives."""
    siret = "".join(arrival.claims["siret"].split())
    is_open = Q(closed_on=None) | Q(closed_on__gt=timezone.localdate())
    return Organisation.objects.filter(is_open, siret=siret).first()


def ask(
    request: HttpRequest, arrival: Arrival, organisation: Organisation | None, user: User | None
) -> HttpResponse:
    """Nothing opens yet: say what happens next, and to whom to speak."""
    if organisation is None:
        context = {"siret": arrival.claims["siret"]}
        return render(request, "federation/unknown_body.html", context, status=403)
    try:
        asked = _request(arrival, organisation, user)
    except Refused:  # closed meanwhile
        context = {"siret": arrival.claims["siret"]}
        return render(request, "federation/unknown_body.html", context, status=403)
    _tell(request, asked)
    context = {"asked": asked, "organisation": organisation}
    return render(request, "federation/place_asked.html", context)


def link(request: HttpRequest, arrival: Arrival) -> HttpResponse:
    """The holder of an account, signed in by other means, lets ProConnect open it too."""
    actor: Actor | None = getattr(request, "actor", None)
    if request.user.pk != arrival.for_user or not isinstance(actor, Actor):
        raise Rejected("whoever asked to link their account is not signed in any more")
    user: Any = request.user
    at = timezone.now()
    try:
        link_identity(user=user, vouched=vouched(arrival), by=actor, at=at)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        tell_identity(request, user, is_linked=True, at=at)
        messages.success(request, _("ProConnect ouvre maintenant votre compte."))
    return redirect("my_account")


def _was_there(user: User, organisation: Organisation) -> bool:
    """Whoever had a place there, even ended, does not ask by merely signing in."""
    return Affiliation.objects.filter(user=user, organisation=organisation).exists()


def _request(arrival: Arrival, organisation: Organisation, user: User | None) -> AffiliationRequest:
    claims = arrival.claims
    return request_affiliation(
        vouched=vouched(arrival),
        organisation=organisation,
        user=user,
        email=claims["email"],
        email_is_verified=claims.get("email_verified") is True,
        first_name=claims["given_name"],
        last_name=claims["usual_name"],
        by=None,
        at=timezone.now(),
    )


def _tell(request: HttpRequest, asked: AffiliationRequest) -> None:
    """Once: not each time the same person comes back while it waits."""
    if (timezone.now() - asked.requested_at).total_seconds() < 5:
        tell_those_who_decide(request, asked)
