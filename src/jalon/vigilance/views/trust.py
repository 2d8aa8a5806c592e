"""Whoever is doubted gives their second factor again, then goes on where they were."""

from datetime import UTC, datetime

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.http import require_safe

from jalon.kernel.guarded_writes import allowed_write
from jalon.ui.access import page
from jalon.ui.request import Request
from jalon.vigilance.models import Standing
from jalon.vigilance.operations import renew_trust


@page
@require_safe
def verify(request: Request) -> HttpResponse:
    """Back to `next` once the factor was given after the doubt; before, to where it is given."""
    onward = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(onward, {request.get_host()}, request.is_secure()):
        onward = reverse("home")
    standing = Standing.objects.filter(user_id=request.user.pk).first()
    if standing is None or standing.doubted_at is None:
        return redirect(onward)
    if _given_at(request) <= standing.doubted_at:
        here = f"{reverse('verify_trust')}?{urlencode({'next': onward})}"
        step = "mfa_reauthenticate" if is_mfa_enabled(request.user) else "account_reauthenticate"
        return redirect(f"{reverse(step)}?{urlencode({'next': here})}")
    with allowed_write("trust"):
        renew_trust(user_id=request.user.pk, by=request.actor, at=timezone.now())
    return redirect(onward)


def _given_at(request: Request) -> datetime:
    """When this session last gave its second factor; its password, where it has no second one."""
    wanted = "mfa" if is_mfa_enabled(request.user) else "password"
    records = get_authentication_records(request, request.user)
    given = [record["at"] for record in records if record["method"] == wanted]
    return datetime.fromtimestamp(max(given, default=0), UTC)
