"""The addresses of the entry, in French."""

from django.urls import path

from jalon.entry.views import asking, decide, queue

ONE = "orientation/<uuid:orientation_id>"
ASKED = "orientation/demandes/<uuid:reorientation_id>"
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
]
