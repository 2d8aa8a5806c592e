"""The forms of the sign-in library, in our words."""

from typing import Any

from allauth.account.forms import ChangePasswordForm as BaseChangePasswordForm
from allauth.account.forms import LoginForm as BaseLoginForm
from allauth.account.forms import ReauthenticateForm as BaseReauthenticateForm
from allauth.account.forms import ResetPasswordForm as BaseResetPasswordForm
from allauth.account.forms import ResetPasswordKeyForm as BaseResetPasswordKeyForm
from allauth.account.forms import UserTokenForm as BaseUserTokenForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm as BaseAuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as BaseMFAReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm as BaseActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm as BaseAddWebAuthnForm
from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jalon.people.models.space_code import login_of, number_of
from jalon.web.signin import lockout, passwords
from jalon.web.signin.adapters import AccountAdapter
from jalon.web.signin.same_time import took_the_same_time

TYPED = {"autocomplete": "username", "autocapitalize": "none", "inputmode": "email"}


def _name(form: forms.Form, labels: dict[str, tuple[Any, Any]]) -> None:
    """Give fields a label and a hint, and take away placeholders, which vanish when one types."""
    for name, (label, hint) in labels.items():
        form.fields[name].label = label
        form.fields[name].help_text = hint
        form.fields[name].widget.attrs.pop("placeholder", None)


class LoginField(forms.EmailField):
    """An e-mail; or the number of somebody who has none, handed by their référent."""

    def clean(self, value: Any) -> Any:
        number = number_of(str(value or ""))
        return super().clean(login_of(number) if number else value)


class LoginForm(BaseLoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = LoginField(widget=forms.TextInput(attrs=TYPED))
        login = (_("Adresse e-mail, ou numéro de la lettre"), "")
        _name(self, {"login": login, "password": (_("Mot de passe"), "")})


class ReauthenticateForm(BaseReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, {"password": (_("Mot de passe"), "")})


def password_hint() -> str:
    return passwords.hint(timezone.localdate())


class ChangePasswordForm(BaseChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(
            self,
            {
                "oldpassword": (_("Mot de passe actuel"), ""),
                "password1": (_("Nouveau mot de passe"), password_hint()),
                "password2": (_("Nouveau mot de passe, encore une fois"), ""),
            },
        )


class ResetPasswordForm(BaseResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(
            self,
            {
                "email": (
                    _("Adresse e-mail"),
                    _("Celle de votre compte, donnée par votre organisme."),
                )
            },
        )

    @took_the_same_time
    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        return str(super().save(request, **kwargs))


class UserTokenForm(BaseUserTokenForm):
    """A link received before the account was closed opens nothing any more."""

    def clean(self) -> Any:
        cleaned = super().clean()  # type: ignore[no-untyped-call]
        if self.reset_user is not None and not self.reset_user.is_active:
            self.reset_user = None
            raise AccountAdapter().validation_error("invalid_password_reset")
        return cleaned


class ResetPasswordKeyForm(BaseResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(
            self,
            {
                "password1": (_("Nouveau mot de passe"), password_hint()),
                "password2": (_("Nouveau mot de passe, encore une fois"), ""),
            },
        )

    def save(self) -> None:
        """Whoever receives the messages of this account does not wait any longer."""
        super().save()
        lockout.clear(context.request, self.user.email)


CODE_LABEL = _("Code à 6 chiffres")


class AuthenticateForm(BaseAuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = _("Celui de votre application d’authentification, ou un de vos codes de secours.")
        _name(self, {"code": (_("Code"), hint)})
        self.fields["code"].widget.attrs |= {"inputmode": "numeric"}

    def _emit_authentication_failed(self, authenticator: Any) -> None:
        super()._emit_authentication_failed(authenticator)
        lockout.tell_if_codes_failed(context.request, self.user, timezone.now())


class MFAReauthenticateForm(BaseMFAReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, {"code": (CODE_LABEL, _("Celui de votre application d’authentification."))})


class ActivateTOTPForm(BaseActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, {"code": (CODE_LABEL, _("Celui que l’application affiche maintenant."))})
        self.fields["code"].widget.attrs |= {"inputmode": "numeric"}


NAME_HINT = _("Pour la reconnaître parmi d’autres : « trousseau », « bureau »…")
LONGEST_NAME = 60


class AddKeyForm(BaseAddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(
            label=_("Nom de la clé"), help_text=NAME_HINT, max_length=LONGEST_NAME, required=False
        )


class NameKeyForm(forms.Form):
    name = forms.CharField(label=_("Nom de la clé"), help_text=NAME_HINT, max_length=LONGEST_NAME)
