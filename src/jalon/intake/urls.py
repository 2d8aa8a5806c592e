"""The addresses of lists of people, and of what they propose."""

from django.urls import path

from jalon.intake.views import columns, lines, lists, proposals

ONE = "listes/<uuid:public_id>"

urlpatterns = [
    path("listes/", lists.intake, name="intake"),
    path(ONE, lists.people_list, name="people_list"),
    path(f"{ONE}/colonnes", columns.map_columns, name="map_columns"),
    path(f"{ONE}/lignes/<int:line>", lines.correct_line, name="correct_line"),
    path(f"{ONE}/importer", lists.apply_list, name="apply_list"),
    path(f"{ONE}/reprendre", lists.resume_list, name="resume_list"),
    path(f"{ONE}/annuler", lists.undo_list, name="undo_list"),
    path(f"{ONE}/supprimer", lists.discard_list, name="discard_list"),
    path("propositions/", proposals.proposal_list, name="proposal_list"),
    path("propositions/decider", proposals.decide_proposals, name="decide_proposals"),
]
