"""The addresses of the person's own pages: no number of dossier in them, there is only one."""

from django.urls import path

from jalon.space.views import (
    appointments,
    contact,
    contract,
    home,
    joining,
    live,
    messages,
    news,
    orientation,
    readings,
    referent,
    rights,
    sharing,
    take_away,
    told,
)
from jalon.space.views import path as chemin

urlpatterns = [
    path("mon-espace", home.space, name="space"),
    path("mon-espace/direct", live.my_token, name="space_token"),
    path("mon-espace/equipe/<uuid:request_id>", joining.answer_join_request, name="space_joining"),
    path("mon-espace/chemin", chemin.my_path, name="space_path"),
    path("mon-espace/chemin/objectif", chemin.propose_my_goal, name="space_propose_goal"),
    path("mon-espace/chemin/<uuid:row_id>", chemin.one_of_my_path, name="space_path_one"),
    path("mon-espace/chemin/<uuid:row_id>/photo", chemin.my_photo, name="space_photo"),
    path(
        "mon-espace/chemin/<uuid:row_id>/etape", chemin.propose_my_step, name="space_propose_step"
    ),
    path("mon-espace/rendez-vous", appointments.my_own, name="space_appointments"),
    path("mon-espace/rendez-vous/demander", appointments.ask, name="space_ask_appointment"),
    path("mon-espace/rendez-vous/agenda", appointments.open_feed, name="space_open_calendar"),
    path(
        "mon-espace/rendez-vous/agenda/supprimer",
        appointments.close_feed,
        name="space_close_calendar",
    ),
    path(
        "mon-espace/rendez-vous/<uuid:appointment_id>",
        appointments.one_of_mine,
        name="space_appointment",
    ),
    path(
        "mon-espace/rendez-vous/<uuid:appointment_id>/annuler",
        appointments.cancel_mine,
        name="space_cancel_appointment",
    ),
    path("mon-espace/contrat", contract.my_contract, name="space_contract"),
    path("mon-espace/contrat/code", contract.ask_code, name="space_contract_code"),
    path("mon-espace/contrat/non", contract.say_no, name="space_contract_no"),
    path("mon-espace/contrat/document", contract.my_file, name="space_contract_file"),
    path("mon-espace/engagements", contract.my_promises, name="space_promises"),
    path("mon-espace/coordonnees", contact.my_contact, name="space_contact"),
    path("mon-espace/orientation", orientation.my_orientation, name="space_orientation"),
    path("mon-espace/referent", referent.other_referent, name="space_referent"),
    path("mon-espace/referent/photo", referent.referent_photo, name="space_referent_photo"),
    path("mon-espace/nouvelles", news.my_news, name="space_news"),
    path("mon-espace/messages", messages.my_messages, name="space_messages"),
    path("mon-espace/notifications", told.told_to_me, name="space_told"),
    path("mon-espace/notifications/cloche", told.my_bell, name="space_bell"),
    path("mon-espace/notifications/lues", told.mark_mine_read, name="space_read_told"),
    path("mon-espace/notifications/non-lues", told.mark_mine_unread, name="space_unread_told"),
    path("mon-espace/notifications/reglages", told.my_ways, name="space_ways"),
    path("mon-espace/lectures", readings.who_read, name="space_readings"),
    path("mon-espace/lectures/<uuid:reader_id>/pourquoi", readings.ask_why, name="space_ask_why"),
    path("mon-espace/garder", take_away.take_away, name="space_take_away"),
    path("mon-espace/qui-voit-quoi", sharing.my_sharing, name="space_sharing"),
    path("mon-espace/droits", rights.my_rights, name="space_rights"),
    path("mon-espace/droits/<slug:kind>", rights.ask, name="space_ask"),
    path("mon-espace/demandes/<uuid:request_id>", rights.my_request, name="space_request"),
    path("mon-espace/demandes/<uuid:request_id>/retirer", rights.withdraw, name="space_withdraw"),
]
