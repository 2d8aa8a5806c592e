"""Where the sign-in library follows our rules."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.app_settings import REAUTHENTICATION_TIMEOUT
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.sites.shortcuts import get_current_site
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import User
from jalon.post.mails import post_mail
from jalon.vault.sealing import open_sealed, seal
from jalon.web.signin import alerts, devices, lockout

# What proves who one is without the password; recovery codes stand in for one of these.
SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class AccountAdapter(DefaultAccountAdapter):
    """Nobody opens an account alone: organisations give them."""

    error_messages = DefaultAccountAdapter.error_messages | {
        # The same for an unknown address, a wrong password, an account closed or that waits.
        "email_password_mismatch": _(
            "Connexion impossible. Vérifiez l’adresse et le mot de passe. Après "
            "plusieurs essais manqués, attendez %s minutes, ou choisissez un nouveau mot de passe."
        ),
        "too_many_login_attempts": _(
            "Trop d’essais. Attendez quelques minutes avant de réessayer."
        ),
        "incorrect_code": _("Ce code n’est pas le bon, ou il a déjà changé. Entrez celui affiché."),
        "incorrect_password": _("Ce n’est pas votre mot de passe."),
        "enter_current_password": _("Entrez votre mot de passe actuel."),
    }

    def get_login_stages(self) -> list[str]:
        ours = "jalon.web.signin.federation.arrivals.SecondFactorStage"
        theirs = "allauth.mfa.stages.AuthenticateStage"
        return [ours if stage == theirs else stage for stage in super().get_login_stages()]

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        if code == "email_password_mismatch":
            args = (lockout.lock_minutes(timezone.localdate()),)
        return super().validation_error(code, *args)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """The password is always computed, and whatever is wrong is said in the same words."""
        email = credentials.get("email", "")
        usage = lockout.attempt(request, email)
        user = authenticate(request, **credentials)
        AuthenticationBackend.unstash_authenticated_user()  # a closed account: as if unknown
        if usage is None:
            return None
        if isinstance(user, User):
            usage.rollback()
            return user
        lockout.tell_if_locked(request, email, timezone.now())
        return None

    def login(self, request: HttpRequest, user: Any) -> None:
        """Closed between the password and the second factor: it does not enter."""
        if not User.objects.filter(pk=user.pk, is_active=True).exists():
            raise ImmediateHttpResponse(self.respond_user_inactive(request, user))
        super().login(request, user)

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        answer, at = super().post_login(request, user, **kwargs), timezone.now()
        if devices.meet(request, answer, user, at):
            words = devices.device_of(request.headers.get("User-Agent", ""))
            alerts.tell_new_device(request, user, device=words, at=at)
        return answer

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """By the post: no mail server is waited for while somebody signs in."""
        around = {
            "request": self.request,
            "email": email,
            "current_site": get_current_site(self.request),
        }
        mail = self.render_mail(template_prefix, email, around | context)
        kind = template_prefix.rpartition("/")[2]
        at = timezone.now()
        post_mail(kind=kind, to=email, subject=str(mail.subject), body=str(mail.body), at=at)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who has just signed in is not asked again at once."""
        request = context.request
        records = get_authentication_records(request, request.user)
        just_in = records and time.time() - records[-1]["at"] < REAUTHENTICATION_TIMEOUT
        return not just_in and super().is_reauthentication_required(app=app, **kwargs)


class MFAAdapter(DefaultMFAAdapter):
    """The secrets of the second factor are sealed: a copy of the database does not give them."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _(
            "Ce code ou cette clé n’est pas le bon, ou le code a déjà changé. Réessayez."
        ),
    }

    def encrypt(self, text: str) -> str:
        return seal(text).hex()

    def decrypt(self, encrypted_text: str) -> str:
        return open_sealed(bytes.fromhex(encrypted_text))

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Unless it is the last second factor, where one is required."""
        others = Authenticator.objects.filter(user=authenticator.user, type__in=SECOND_FACTORS)
        return (
            not settings.JALON_SECOND_FACTOR_REQUIRED
            or others.exclude(pk=authenticator.pk).exists()
        )

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return _t("Clé n° %(number)s") % {"number": count + 1} if count else _t("Ma clé")

    def get_totp_issuer(self) -> str:
        return str(settings.JALON_PRODUCT_NAME)
