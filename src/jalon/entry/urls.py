"""The addresses of the entry, in French."""

from django.urls import path

from jalon.entry.views import (
    absences,
    asking,
    caseloads,
    decide,
    handovers,
    languages,
    portrait,
    queue,
    referents,
    transfers,
)

ONE = "orientation/<uuid:orientation_id>"
ASKED = "orientation/demandes/<uuid:reorientation_id>"
TEAM = "dossiers/<uuid:public_id>/equipe"
DOSSIER = "dossiers/<uuid:public_id>/orientation"

urlpatterns = [
    path("orientation", queue.orientation_queue, name="orientation_queue"),
    path("orientation/suivante", queue.take_next, name="take_next_orientation"),
    path(ONE, decide.decide_orientation, name="decide_orientation"),
    path(f"{ONE}/prendre", queue.take_one, name="take_orientation"),
    path(f"{ONE}/rendre", queue.release, name="release_orientation"),
    path(f"{ONE}/lettre", decide.orientation_letter, name="orientation_letter"),
    path(f"{ONE}/remise", decide.notify_orientation, name="notify_orientation"),
    path(ASKED, asking.answer_reorientation, name="answer_reorientation"),
    path(f"{ASKED}/prendre", asking.take_reorientation, name="take_reorientation"),
    path(f"{DOSSIER}/demander", asking.receive_information, name="receive_information"),
    path(f"{DOSSIER}/revoir", asking.request_reorientation, name="request_reorientation"),
    path(f"{TEAM}/passer-le-relais", handovers.hand_over, name="hand_over"),
    path(f"{TEAM}/relais/retirer", handovers.withdraw_handover, name="withdraw_handover"),
    path(
        "dossiers/<uuid:public_id>/transfert", transfers.request_transfer, name="request_transfer"
    ),
    path(
        "dossiers/<uuid:public_id>/transfert/retirer",
        transfers.withdraw_transfer,
        name="withdraw_transfer",
    ),
    path(
        "orientation/arrivees/<uuid:transfer_id>",
        transfers.answer_transfer,
        name="answer_transfer",
    ),
    path("relais", handovers.handovers, name="handovers"),
    path("relais/accepter", handovers.accept_handovers, name="accept_handovers"),
    path("relais/<uuid:handover_id>", handovers.answer_handover, name="answer_handover"),
    path("absences/<uuid:hat_id>", absences.declare_absence, name="declare_absence"),
    path("absences/<uuid:absence_id>/fin", absences.end_absence, name="end_absence"),
    path("mon-compte/langues", languages.my_languages, name="my_languages"),
    path("mon-compte/photo", portrait.my_portrait, name="my_portrait"),
    path("mon-compte/photo/image", portrait.my_portrait_image, name="my_portrait_image"),
    path("sans-referent", caseloads.unaccompanied, name="unaccompanied"),
    path("suivis/changements", referents.asked, name="referent_requests"),
    path("suivis/changements/<uuid:request_id>", referents.answer, name="answer_referent_request"),
    path("suivis", caseloads.caseloads, name="caseloads"),
    path("suivis/<uuid:hat_id>/maximum", caseloads.limit_caseload, name="limit_caseload"),
    path("suivis/<uuid:hat_id>/transferer", caseloads.transfer_caseload, name="transfer_caseload"),
]
