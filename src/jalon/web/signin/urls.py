"""Addresses of sign-in, in French; the names are those that the library looks up.

Only what we use of the library has an address: no sign-up, no e-mail change, no sign-in by code.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.urls import path, re_path

from jalon.ui.access import account_page, public_page, signing_in_page
from jalon.web.signin import views
from jalon.web.signin.leaving import forgotten

urlpatterns = [
    path("connexion", public_page(account.login), name="account_login"),
    path("deconnexion", public_page(forgotten(account.logout)), name="account_logout"),
    path("connexion/code", public_page(mfa.authenticate), name="mfa_authenticate"),
    path("connexion/compte-ferme", public_page(account.account_inactive), name="account_inactive"),
    path(
        "connexion/confirmer",
        signing_in_page(account.reauthenticate),
        name="account_reauthenticate",
    ),
    path(
        "connexion/confirmer-code", signing_in_page(mfa.reauthenticate), name="mfa_reauthenticate"
    ),
    path("mot-de-passe/oublie", public_page(account.password_reset), name="account_reset_password"),
    path(
        "mot-de-passe/oublie/envoye",
        public_page(account.password_reset_done),
        name="account_reset_password_done",
    ),
    re_path(
        r"^mot-de-passe/nouveau/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)$",
        public_page(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "mot-de-passe/change",
        public_page(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("agir-pour", views.choose_acting, name="choose_acting"),
    path("mon-compte", views.my_account, name="my_account"),
    path(
        "mon-compte/mot-de-passe",
        account_page(account.password_change),
        name="account_change_password",
    ),
    path("mon-compte/double-authentification", account_page(mfa.index), name="mfa_index"),
    path(
        "mon-compte/double-authentification/activer",
        signing_in_page(totp.activate_totp),
        name="mfa_activate_totp",
    ),
    path(
        "mon-compte/double-authentification/desactiver",
        account_page(totp.deactivate_totp),
        name="mfa_deactivate_totp",
    ),
    path(
        "mon-compte/codes-de-secours",
        account_page(views.seen(recovery.view_recovery_codes)),
        name="mfa_view_recovery_codes",
    ),
    path(
        "mon-compte/codes-de-secours/nouveaux",
        account_page(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "mon-compte/codes-de-secours/telecharger",
        account_page(views.seen(recovery.download_recovery_codes)),
        name="mfa_download_recovery_codes",
    ),
]
