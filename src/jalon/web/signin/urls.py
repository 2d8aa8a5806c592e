"""Addresses of sign-in, in French; the names are those that the library looks up.

Only what we use of the library has an address: no sign-up, no e-mail change, no sign-in by code.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import include, path, re_path

from jalon.ui.access import account_page, public_page, signing_in_page
from jalon.web.signin import first_time, keys, open_sessions, views
from jalon.web.signin.federation.departures import leaving_the_provider
from jalon.web.signin.leaving import forgotten

leave = public_page(leaving_the_provider(forgotten(account.logout)))

urlpatterns = [
    path("connexion", public_page(account.login), name="account_login"),
    path("deconnexion", leave, name="account_logout"),
    path("connexion/code", public_page(mfa.authenticate), name="mfa_authenticate"),
    path("connexion/premiere-fois", first_time.first_time, name="first_time"),
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
    path(
        "mon-compte/double-authentification",
        signing_in_page(keys.SecondFactors.as_view()),
        name="mfa_index",
    ),
    path(
        "mon-compte/double-authentification/activer",
        signing_in_page(totp.activate_totp),
        name="mfa_activate_totp",
    ),
    path(
        "mon-compte/double-authentification/desactiver",
        account_page(keys.one_at_a_time(totp.deactivate_totp)),
        name="mfa_deactivate_totp",
    ),
    path(
        "mon-compte/codes-de-secours",
        signing_in_page(views.seen(recovery.view_recovery_codes)),
        name="mfa_view_recovery_codes",
    ),
    path(
        "mon-compte/codes-de-secours/nouveaux",
        account_page(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "mon-compte/cles-de-securite/ajouter",
        signing_in_page(webauthn.add_webauthn),
        name="mfa_add_webauthn",
    ),
    path("mon-compte/cles-de-securite/<str:handle>", keys.rename_key, name="rename_key"),
    path("mon-compte/cles-de-securite/<str:handle>/retirer", keys.remove_key, name="remove_key"),
    path(
        "connexion/confirmer-cle",
        signing_in_page(keys.ReauthenticateByKey.as_view()),
        name="mfa_reauthenticate_webauthn",
    ),
    path("mon-compte/sessions", open_sessions.sessions, name="sessions"),
    path(
        "mon-compte/sessions/fermer-les-autres",
        open_sessions.end_other_sessions,
        name="end_other_sessions",
    ),
    path(
        "mon-compte/sessions/<uuid:session>/fermer",
        open_sessions.end_session,
        name="end_session",
    ),
    path("mon-compte/mot-de-passe/premier", views.first_password, name="account_set_password"),
    path("", include("jalon.web.signin.federation.urls")),
]
