"""Addresses of federated sign-in; those of coming back are declared to each provider."""

from django.urls import path

from jalon.accounts.models import IdentityProvider
from jalon.web.signin.federation import franceconnect, linking, views

PROCONNECT = {"code": IdentityProvider.PROCONNECT.value}
FRANCECONNECT = {"code": IdentityProvider.FRANCECONNECT.value}

urlpatterns = [
    path("connexion/proconnect", views.go, PROCONNECT, name="proconnect"),
    path("connexion/proconnect/retour", views.back, PROCONNECT, name="proconnect_back"),
    path("connexion/franceconnect", views.go, FRANCECONNECT, name="franceconnect"),
    path("connexion/franceconnect/retour", views.back, FRANCECONNECT, name="franceconnect_back"),
    path("connexion/identite", franceconnect.waits, name="identity_waits"),
    path("mon-compte/proconnect", linking.identities, name="link_proconnect"),
    path("deconnexion/fournisseur", views.leave, name="leave_provider"),
    path("deconnexion/retour", views.gone, name="left_provider"),
]
