"""Who acts: each request gets its actor, from the hat chosen in this session and from it alone."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jalon.accounts.acting import acting_as, acting_for
from jalon.accounts.actor import PersonActor, actor_of, hats
from jalon.accounts.models import Affiliation
from jalon.kernel.acting import Acting
from jalon.people.models import PersonalAccess
from jalon.ui.replies import sentence
from jalon.web.sessions import ACTING
from jalon.web.views.errors import resend

DOSSIER = "dossiers/<uuid:public_id>"  # the addresses that are about one dossier


def in_force(affiliation: Affiliation, on: date) -> bool:
    """`Affiliation.objects.in_force`, on one already read with its user and organisation."""
    closed_on = affiliation.organisation.closed_on
    return (
        affiliation.confirmed_at is not None
        and affiliation.started_on <= on
        and (affiliation.ended_on is None or affiliation.ended_on > on)
        and (closed_on is None or closed_on > on)
        and affiliation.user.is_active
    )


def acting_affiliation(request: HttpRequest) -> Affiliation | None:
    """The hat of this session while it gives rights; the only one there is when none is chosen.

    When the chosen one has ended, what is being sent is not sent under another; the next page
    that is looked at says for whom one acts from now on.
    """
    session: Any = request.session
    today = timezone.localdate()
    chosen: Affiliation | None = session.row.affiliation if session.row else None
    if chosen is not None and chosen.user_id == request.user.pk:
        chosen.user = request.user
        if in_force(chosen, today):
            return chosen
    if request.user.pk is None:
        return None
    available = hats(request.user.pk, on=today)
    only = available[0] if len(available) == 1 else None
    if chosen is not None and only is not None and chosen.user_id == request.user.pk:
        if request.method not in {"GET", "HEAD"} or request.headers.get("HX-Request"):
            return None
        tell_change(request, chosen, only)
    if session.get(ACTING) != (only.pk if only else None):
        session[ACTING] = only.pk if only else None
    return only


def tell_change(request: HttpRequest, ended: Affiliation, only: Affiliation) -> None:
    messages.info(
        request,
        _(
            "Votre rattachement à %(ended)s a pris fin. Vous agissez maintenant pour "
            "%(organisation)s."
        )
        % {"ended": ended.organisation, "organisation": only.organisation},
    )


def second_factor_missing(request: HttpRequest) -> bool:
    """Whether this person must set up a second factor before anything else."""
    if not settings.JALON_SECOND_FACTOR_REQUIRED:
        return False
    steps = get_authentication_records(request, request.user)  # type: ignore[arg-type]
    if any(step["method"] == "mfa" for step in steps):
        return False
    return request.user.is_authenticated and not is_mfa_enabled(request.user)


def put_on_hat(request: HttpRequest) -> Affiliation | None:
    """Set `request.acting` and, when there is one, `request.actor`; pages without a view too."""
    affiliation = acting_affiliation(request)
    request.acting = affiliation  # type: ignore[attr-defined]
    if affiliation is not None:
        actor = actor_of(affiliation, on=timezone.localdate(), at=timezone.now())
        request.actor = actor  # type: ignore[attr-defined]
        tell_database(request)
    return affiliation


def tell_database(request: HttpRequest) -> None:
    """From here on, row-level security answers for this actor; about one dossier, for it alone."""
    subject = subject_of(request)
    actor = request.actor  # type: ignore[attr-defined]
    database: Any = connection
    database.acting = acting_for(actor, at=timezone.now(), subject=subject)


def subject_of(request: HttpRequest) -> UUID | None:
    """The dossier that this address is about."""
    match = request.resolver_match
    return match.kwargs.get("public_id") if match and match.route.startswith(DOSSIER) else None


def put_on_own_name(request: HttpRequest) -> PersonActor | None:
    """Set `request.actor` for someone whose account is tied to their own dossier."""
    who: Any = request.user.pk
    with acting_as(Acting(user=str(who))):
        tie = PersonalAccess.objects.filter(user_id=who, ended_at=None).first()
    if tie is None:
        return None
    actor = PersonActor(
        user_id=tie.user_id,
        name=request.user.get_full_name(),  # type: ignore[union-attr]
        person_id=tie.person_id,
        today=timezone.localdate(),
    )
    request.actor = actor  # type: ignore[attr-defined]
    tell_database(request)
    return actor


class ActingMiddleware:
    """Gives each page its actor; sends those without to choose one, or to secure their account."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        access = getattr(view, "access", "acting")
        if not request.user.is_authenticated:
            return None
        hat = put_on_hat(request)
        own = put_on_own_name(request) if hat is None else None
        if access == "personal":
            return None if own else redirect("home")
        if own:
            return redirect("space") if access == "acting" else None
        if access in {"signed in", "acting"} and second_factor_missing(request):
            return secure_first(request)
        if access == "acting" and hat is not None and is_of_another_hat(request, hat):
            return confirm_hat_first(request)
        return choose_hat_first(request) if hat is None and access == "acting" else None


def secure_first(request: HttpRequest) -> HttpResponse:
    """A second factor is asked of this account, maybe while its owner was writing."""
    secure = reverse("mfa_index")
    if request.headers.get("HX-Request"):
        return sentence(
            _("Protégez d’abord votre compte. Ce que vous avez écrit est toujours sur cette page."),
            403,
            link=(secure, _("Protéger mon compte dans un nouvel onglet")),
        )
    if request.method == "POST":
        return resend(request, status=403, is_unprotected=True)
    return redirect(secure)


def is_of_another_hat(request: HttpRequest, hat: Affiliation) -> bool:
    """A form shown under one hat, sent under another, chosen since in another tab."""
    shown_to = request.POST.get("acting", "") if request.method == "POST" else ""
    return bool(shown_to) and shown_to != str(hat.public_id)


def confirm_hat_first(request: HttpRequest) -> HttpResponse:
    """What was typed for one organisation is written for another only when they say so."""
    if request.headers.get("HX-Request"):
        return sentence(
            _(
                "Vous agissez maintenant pour un autre organisme. Ce que vous avez écrit est "
                "toujours sur cette page."
            ),
            403,
            link=(reverse("choose_acting"), _("Choisir pour qui j’agis dans un nouvel onglet")),
        )
    return resend(request, status=403, is_other_hat=True)


def choose_hat_first(request: HttpRequest) -> HttpResponse:
    """The hat ended, maybe while its holder was writing: nothing typed is lost."""
    choose = reverse("choose_acting")
    if request.headers.get("HX-Request"):
        return sentence(
            _("Ce rattachement a pris fin. Ce que vous avez écrit est toujours sur cette page."),
            403,
            link=(choose, _("Choisir pour qui j’agis dans un nouvel onglet")),
        )
    if request.method == "POST":
        return resend(request, status=403, is_hatless=True)
    return redirect_to_login(request.get_full_path(), choose)
