"""The supported person at the door: into their own space, or to be met by their référent."""

import re
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from jalon.accounts.models import User, Vouched
from jalon.people.models import AccessOrigin
from jalon.people.operations import (
    AccessAlreadyOpen,
    open_personal_access,
    request_identity_check,
)
from jalon.people.queries import Pivot, reconciled
from jalon.ui.access import public_page
from jalon.web.signin.federation.arrivals import enter, known, vouched
from jalon.web.signin.federation.authorization import Arrival
from jalon.web.signin.federation.departures import remember_provider
from jalon.web.signin.federation.tokens import Rejected

BORN: Final = re.compile(r"(?:18|19|20)\d\d-(?:0\d|1[0-2])-(?:[0-2]\d|3[01])", re.ASCII)
SEXES: Final = {"female": "F", "male": "M"}
WAITING: Final = "identity_check"  # key of the session: the number to show, and until when


def arrive(request: HttpRequest, arrival: Arrival) -> HttpResponse:
    """Where somebody vouched for by FranceConnect goes. Raises Rejected."""
    who, pivot = vouched(arrival), pivot_of(arrival.claims)
    user = known(who) or _recognise(who, pivot)
    if user is not None:
        return enter(request, user, arrival, after=reverse("space"))
    check = request_identity_check(vouched=who, pivot=pivot, by=None, at=timezone.now())
    remember_provider(request, arrival)  # FranceConnect is left in any case
    request.session[WAITING] = {"number": check.spelled, "until": check.expires_at.isoformat()}
    return redirect("identity_waits")


def pivot_of(claims: dict[str, Any]) -> Pivot:
    """The certified identity. Raises Rejected when it is not one."""
    if not BORN.fullmatch(claims["birthdate"]) or claims["gender"] not in SEXES:
        raise Rejected("birthdate or gender is not written as agreed")
    usage_name = claims.get("preferred_username")
    return Pivot(
        birth_name=claims["family_name"].strip(),
        first_names=claims["given_name"].strip(),
        usage_name=usage_name.strip() if isinstance(usage_name, str) else "",
        sex=SEXES[claims["gender"]],
        birth_date=claims["birthdate"],
        birth_place=str(claims.get("birthplace") or "")[:5],
        birth_country=claims["birthcountry"][:5],
    )


@public_page
@require_safe
def waits(request: HttpRequest) -> HttpResponse:
    """The same page whether a dossier exists or not: nothing is told before somebody is met."""
    waiting = request.session.get(WAITING)
    if waiting is None or request.user.is_authenticated:
        return redirect("welcome")
    return render(request, "federation/identity_waits.html", {"number": waiting["number"]})


def _recognise(who: Vouched, pivot: Pivot) -> User | None:
    """A new account for the one person this surely is; None when a human must look."""
    person = reconciled(pivot)
    if person is None:
        return None
    try:
        return open_personal_access(
            person=person,
            vouched=who,
            pivot=pivot,
            origin=AccessOrigin.FRANCE_CONNECT,
            by=None,
            at=timezone.now(),
        )
    except AccessAlreadyOpen:  # under another identity: which of the two it is, a human says
        return None
