"""Going to a provider, coming back from it, leaving it."""

import logging
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jalon.accounts.models import IdentityProvider
from jalon.kernel.guarded_writes import allowed_write
from jalon.ui.access import public_page
from jalon.web.signin.federation import departures, franceconnect, proconnect
from jalon.web.signin.federation.authorization import GivenUp, come_back, depart
from jalon.web.signin.federation.fetching import ProviderFailed
from jalon.web.signin.federation.providers import Provider, configured_or_404
from jalon.web.signin.federation.tokens import Rejected

logger = logging.getLogger("jalon.federation")
ARRIVALS = {
    IdentityProvider.PROCONNECT: proconnect.arrive,
    IdentityProvider.FRANCECONNECT: franceconnect.arrive,
}


@public_page
@require_safe
def go(request: HttpRequest, code: str) -> HttpResponse:
    """Send the browser to the provider; from our own pages only, so that no other site does it."""
    provider = configured_or_404(code)
    if request.headers.get("Sec-Fetch-Site", "none") not in {"same-origin", "none"}:
        return redirect("account_login")
    after = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(after, {request.get_host()}, request.is_secure()):
        after = ""
    return send_away(request, provider, after=after)


@public_page
@require_safe
def back(request: HttpRequest, code: str) -> HttpResponse:
    """Whoever comes back is checked whole, then goes in, or reads what to do."""
    provider = configured_or_404(code)
    with allowed_write("signing in"):
        try:
            return ARRIVALS[provider.code](request, come_back(request, provider))
        except GivenUp as reason:
            logger.info("%s: given up (%s)", code, reason)
            messages.info(request, _("La connexion n’a pas été terminée."))
        except Rejected as reason:
            logger.warning("%s: rejected, %s", code, reason)
            return render(
                request, "federation/rejected.html", {"label": provider.label}, status=403
            )
        except ProviderFailed as reason:
            _away(request, provider, reason)
    return redirect("account_login")


@public_page
@require_safe
def leave(request: HttpRequest) -> HttpResponse:
    """Ours has ended; the provider's ends by this browser going there."""
    left = request.session.get(departures.LEAVING)
    if left is None:
        return redirect("welcome")
    return render(request, "federation/leaving.html", {"left": left})


@public_page
@require_safe
def gone(request: HttpRequest) -> HttpResponse:
    return departures.gone(request)


def send_away(request: HttpRequest, provider: Provider, **wanted: Any) -> HttpResponse:
    """To the provider, by the browser; its address of coming back is ours."""
    home = request.build_absolute_uri(reverse(f"{provider.code}_back"))
    try:
        return redirect(depart(request, provider, redirect_uri=home, **wanted))
    except ProviderFailed as reason:
        _away(request, provider, reason)
    return redirect("my_account" if wanted.get("for_user") else "account_login")


def _away(request: HttpRequest, provider: Provider, reason: ProviderFailed) -> None:
    logger.error("%s: %s", provider.code, reason)
    messages.error(
        request,
        _("%(provider)s ne répond pas en ce moment. Réessayez dans quelques minutes.")
        % {"provider": provider.label},
    )
