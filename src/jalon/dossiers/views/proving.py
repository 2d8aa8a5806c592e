"""Before opening somebody's space: whoever does it has just proved that it is they."""

from typing import Final

from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from allauth.mfa.utils import is_mfa_enabled
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy

from jalon.ui.request import Request

PROVE_FIRST: Final = gettext_lazy("Confirmez d’abord que c’est bien vous.")


def where_to_prove(request: Request) -> str:
    """The page that asks it again and comes back here; nothing when it was proved just now."""
    if not is_reauthentication_required(request, app="allauth.mfa"):
        return ""
    step = "mfa_reauthenticate" if is_mfa_enabled(request.user) else "account_reauthenticate"
    return f"{reverse(step)}?{urlencode({'next': request.path})}"
