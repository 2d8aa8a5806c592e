"""For whom I act, and my account."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jalon.accounts.actor import hats
from jalon.accounts.models import Affiliation, IdentityProvider
from jalon.kernel.guarded_writes import allowed_write
from jalon.ui.access import account_page
from jalon.ui.request import Request
from jalon.web.sessions import ACTING


def seen(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of the library that notes, while it is looked at, that secrets were shown."""

    @wraps(view)
    def noting(request: Request) -> HttpResponse:
        with allowed_write("secrets shown"):
            answer: Any = view(request)
            return cast(HttpResponse, answer.render() if hasattr(answer, "render") else answer)

    return noting


@account_page
@require_http_methods(["GET", "POST"])
def choose_acting(request: Request) -> HttpResponse:
    """Choose one's hat among those in force; anything else is refused like what does not exist."""
    available = hats(request.user.pk, on=timezone.localdate())
    after = request.POST.get("next", request.GET.get("next", ""))
    if not url_has_allowed_host_and_scheme(after, {request.get_host()}, request.is_secure()):
        after = ""
    if request.method == "POST":
        asked = request.POST.get("affiliation", "")
        chosen = next((hat for hat in available if str(hat.public_id) == asked), None)
        if chosen:
            request.session[ACTING] = chosen.pk
            messages.success(
                request,
                _("Vous agissez maintenant pour %(organisation)s.")
                % {"organisation": chosen.organisation},
            )
            return redirect(after or "home")
    return render(request, "web/choose_acting.html", {"hats": available, "after": after})


@account_page
@require_safe
def my_account(request: Request) -> HttpResponse:
    today = timezone.localdate()
    mine = Affiliation.objects.filter(user=request.user).select_related("organisation")
    context = {
        "hats": mine.order_by("-ended_on", "organisation__name", "pk"),
        "today": today,
        "second_factor": is_mfa_enabled(request.user),
        "proconnect": request.user.federated_identities.filter(
            provider=IdentityProvider.PROCONNECT, ended_at=None
        ),
    }
    return render(request, "web/my_account.html", context)


@account_page
@require_safe
def first_password(request: Request) -> HttpResponse:
    """Who comes in by an identity provider has no password: the first comes by message."""
    return redirect("account_reset_password")
