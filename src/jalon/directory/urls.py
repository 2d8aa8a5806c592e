"""Addresses of the directory. Public ids only."""

from django.urls import path

from jalon.directory.views import (
    accounts,
    affiliations,
    habilitations,
    organisations,
    parameters,
    requests,
)

urlpatterns = [
    path("organismes", organisations.organisation_list, name="organisations"),
    path("organismes/nouveau", organisations.register, name="register_organisation"),
    path("organismes/<uuid:public_id>", organisations.organisation_page, name="organisation"),
    path("organismes/<uuid:public_id>/fermer", organisations.close, name="close_organisation"),
    path("organismes/<uuid:public_id>/accueillir", accounts.welcome, name="open_account"),
    path("mon-organisme", organisations.colleagues, name="colleagues"),
    path("rattachements/a-confirmer", affiliations.waiting, name="waiting_affiliations"),
    path(
        "rattachements/<uuid:public_id>/confirmer", affiliations.confirm, name="confirm_affiliation"
    ),
    path("rattachements/<uuid:public_id>/terminer", affiliations.end, name="end_affiliation"),
    path("rattachements/<uuid:public_id>/inviter", accounts.invite, name="invite"),
    path("rattachements/<uuid:public_id>/fermer-le-compte", accounts.close, name="close_account"),
    path(
        "rattachements/<uuid:public_id>/habilitations",
        habilitations.habilitation_list,
        name="habilitations",
    ),
    path(
        "rattachements/<uuid:public_id>/habilitations/<slug:kind>/terminer",
        habilitations.end,
        name="end_habilitation",
    ),
    path("parametres", parameters.parameter_list, name="parameters"),
    path("parametres/<str:key>/decider", parameters.decide, name="decide_parameter"),
    path("demandes-de-rattachement", requests.request_list, name="affiliation_requests"),
    path("demandes-de-rattachement/<uuid:public_id>", requests.decide, name="decide_affiliation"),
]
