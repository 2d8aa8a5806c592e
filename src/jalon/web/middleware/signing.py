"""Who is signed in, and what happens to those who are not, or no longer."""

from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user
from django.contrib.auth.middleware import AuthenticationMiddleware, LoginRequiredMiddleware
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from jalon.accounts.models import User
from jalon.ui.replies import sentence
from jalon.web.views.errors import resend


def signed_in_user(request: HttpRequest) -> Any:
    """The user of the session, already read with it; Django's own way when anything is unusual."""
    session: Any = request.session
    if BACKEND_SESSION_KEY not in session:
        return AnonymousUser()
    user: User | None = session.row.user if session.row else None
    if user is None or str(user.pk) != session.get(SESSION_KEY):
        return get_user(request)
    given = session.get(HASH_SESSION_KEY, "")
    if not constant_time_compare(given, user.get_session_auth_hash()):
        return get_user(request)
    return user if user.is_active else AnonymousUser()


class OneQueryAuthenticationMiddleware(AuthenticationMiddleware):
    """Django's, but the user comes with the session instead of in a second query."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: signed_in_user(request))  # type: ignore[assignment]


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Every page wants a signed-in person unless it says otherwise; nothing typed is lost."""

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Any
    ) -> HttpResponseBase:
        sign_in = reverse("account_login")
        if request.headers.get("HX-Request"):
            return sentence(
                _("Votre session a expiré. Ce que vous avez écrit est toujours sur cette page."),
                401,
                link=(sign_in, _("Se reconnecter dans un nouvel onglet")),
            )
        if request.method == "POST":
            return resend(request, status=401)
        return super().handle_no_permission(request, view_func)
