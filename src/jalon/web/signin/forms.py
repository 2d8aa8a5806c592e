"""The forms of the sign-in library, in our words."""

from typing import Any

from allauth.account.forms import ChangePasswordForm as BaseChangePasswordForm
from allauth.account.forms import LoginForm as BaseLoginForm
from allauth.account.forms import ReauthenticateForm as BaseReauthenticateForm
from allauth.account.forms import ResetPasswordForm as BaseResetPasswordForm
from allauth.account.forms import ResetPasswordKeyForm as BaseResetPasswordKeyForm
from allauth.mfa.base.forms import AuthenticateForm as BaseAuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as BaseMFAReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm as BaseActivateTOTPForm
from django import forms
from django.utils.translation import gettext_lazy as _


def _name(form: forms.Form, labels: dict[str, tuple[Any, Any]]) -> None:
    """Give fields a label and a hint, and take away placeholders, which vanish when one types."""
    for name, (label, hint) in labels.items():
        form.fields[name].label = label
        form.fields[name].help_text = hint
        form.fields[name].widget.attrs.pop("placeholder", None)


class LoginForm(BaseLoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, {"login": (_("Adresse e-mail"), ""), "password": (_("Mot de passe"), "")})


class ReauthenticateForm(BaseReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, {"password": (_("Mot de passe"), "")})


PASSWORD_HINT = _("Au moins 12 caractères. Une phrase que vous retenez convient très bien.")


class ChangePasswordForm(BaseChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(
            self,
            {
                "oldpassword": (_("Mot de passe actuel"), ""),
                "password1": (_("Nouveau mot de passe"), PASSWORD_HINT),
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


class ResetPasswordKeyForm(BaseResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(
            self,
            {
                "password1": (_("Nouveau mot de passe"), PASSWORD_HINT),
                "password2": (_("Nouveau mot de passe, encore une fois"), ""),
            },
        )


CODE_LABEL = _("Code à 6 chiffres")


class AuthenticateForm(BaseAuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = _("Celui de votre application d'authentification, ou un de vos codes de secours.")
        _name(self, {"code": (CODE_LABEL, hint)})
        self.fields["code"].widget.attrs |= {"autofocus": True, "inputmode": "numeric"}


class MFAReauthenticateForm(BaseMFAReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, {"code": (CODE_LABEL, _("Celui de votre application d'authentification."))})


class ActivateTOTPForm(BaseActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, {"code": (CODE_LABEL, _("Celui que l'application affiche maintenant."))})
        self.fields["code"].widget.attrs |= {"inputmode": "numeric"}
