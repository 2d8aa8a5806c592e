"""Where the sign-in library follows our rules."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.app_settings import REAUTHENTICATION_TIMEOUT
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from jalon.vault.sealing import open_sealed, seal


class AccountAdapter(DefaultAccountAdapter):
    """Nobody opens an account alone: organisations give them."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _(
            "Cette adresse et ce mot de passe ne vont pas ensemble. Vérifiez-les, ou choisissez "
            "un nouveau mot de passe."
        ),
        "too_many_login_attempts": _(
            "Trop d'essais. Attendez quelques minutes avant de réessayer."
        ),
        "incorrect_code": _("Ce code n'est pas le bon, ou il a déjà changé. Entrez celui affiché."),
        "incorrect_password": _("Ce n'est pas votre mot de passe."),
        "enter_current_password": _("Entrez votre mot de passe actuel."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who has just signed in is not asked again at once."""
        request = context.request
        records = get_authentication_records(request, request.user)
        just_in = records and time.time() - records[-1]["at"] < REAUTHENTICATION_TIMEOUT
        return not just_in and super().is_reauthentication_required(app=app, **kwargs)


class MFAAdapter(DefaultMFAAdapter):
    """The secrets of the second factor are sealed: a copy of the database does not give them."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("Ce code n'est pas le bon, ou il a déjà changé. Entrez celui affiché."),
    }

    def encrypt(self, text: str) -> str:
        return seal(text).hex()

    def decrypt(self, encrypted_text: str) -> str:
        return open_sealed(bytes.fromhex(encrypted_text))

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not settings.JALON_SECOND_FACTOR_REQUIRED

    def get_totp_issuer(self) -> str:
        return str(settings.JALON_PRODUCT_NAME)
