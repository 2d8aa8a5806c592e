"""The addresses of a dossier. A block is named as in the journal; anchors are in French."""

from django.urls import path

from jalon.dossiers.views import (
    barriers,
    blocks,
    caseload,
    dossier,
    identity,
    notes,
    open_dossier,
    team,
    undo,
    wording,
)

ONE = "dossiers/<uuid:public_id>"

urlpatterns = [
    path("dossiers/", caseload.dossier_list, name="dossier_list"),
    path("dossiers/lignes", caseload.dossier_rows, name="dossier_rows"),
    path("dossiers/ouvrir", open_dossier.open_dossier, name="open_dossier"),
    path(ONE, dossier.dossier_page, name="dossier_page"),
    path(f"{ONE}/bloc/<slug:block>", dossier.dossier_block, name="dossier_block"),
    path(f"{ONE}/barriers/modifier", barriers.assess_barriers, name="assess_barriers"),
    path(f"{ONE}/<slug:block>/modifier", blocks.edit_block, name="edit_block"),
    path(f"{ONE}/notes", notes.new_note, name="write_note"),
    path(f"{ONE}/notes/<uuid:note_id>/retirer", notes.take_back_note, name="withdraw_note"),
    path(f"{ONE}/relecture", wording.review_words, name="review_words"),
    path(f"{ONE}/fil/<int:position>/annuler", undo.undo_fact, name="undo_fact"),
    path(f"{ONE}/identite", identity.confirm, name="confirm_identity"),
    path(f"{ONE}/equipe/inviter", team.invite_member, name="invite_member"),
    path(f"{ONE}/equipe/passer-le-relais", team.hand_over, name="hand_over"),
    path(f"{ONE}/equipe/<uuid:seat_id>/fin", team.end_seat, name="end_seat"),
    path(f"{ONE}/equipe/<uuid:seat_id>/nommer", team.name_colleague, name="name_colleague"),
]
