"""The addresses of a dossier. A block is named as in the journal; anchors are in French."""

from django.urls import path

from jalon.dossiers.views import (
    assessment,
    barriers,
    blocks,
    caseload,
    dossier,
    emergencies,
    identity,
    invitations,
    joining,
    notes,
    open_dossier,
    sharing,
    space_code,
    team,
    theme,
    undo,
    wording,
)

ONE = "dossiers/<uuid:public_id>"

urlpatterns = [
    path("dossiers/", caseload.dossier_list, name="dossier_list"),
    path("dossiers/lignes", caseload.dossier_rows, name="dossier_rows"),
    path("dossiers/ouvrir", open_dossier.open_dossier, name="open_dossier"),
    path("dossiers/demander", joining.request_to_join, name="request_to_join"),
    path(
        "invitations/<uuid:invitation_id>",
        invitations.answer_invitation,
        name="answer_invitation",
    ),
    path(
        f"{ONE}/equipe/invitations/<uuid:invitation_id>/retirer",
        invitations.withdraw_invitation,
        name="withdraw_invitation",
    ),
    path(
        f"{ONE}/equipe/demandes/<uuid:request_id>",
        joining.decide_join_request,
        name="decide_join_request",
    ),
    path(f"{ONE}/equipe/adresser", sharing.address_block, name="address_block"),
    path(f"{ONE}/equipe/partages/<uuid:sharing_id>/fin", sharing.end_sharing, name="end_sharing"),
    path(
        "dossiers/acces-exceptionnel",
        emergencies.open_exceptional_access,
        name="open_exceptional_access",
    ),
    path(
        f"{ONE}/acces-exceptionnel/fermer",
        emergencies.close_exceptional_access,
        name="close_exceptional_access",
    ),
    path(
        f"{ONE}/acces-exceptionnels/<uuid:access_id>/lettre",
        emergencies.access_letter,
        name="access_letter",
    ),
    path(ONE, dossier.dossier_page, name="dossier_page"),
    path(f"{ONE}/bloc/<slug:block>", dossier.dossier_block, name="dossier_block"),
    path(f"{ONE}/barriers/modifier", barriers.assess_barriers, name="assess_barriers"),
    path(f"{ONE}/freins/historique", assessment.compare, name="compare_assessments"),
    path(f"{ONE}/freins/<slug:theme>", theme.assess_theme, name="assess_theme"),
    path(f"{ONE}/<slug:block>/modifier", blocks.edit_block, name="edit_block"),
    path(f"{ONE}/notes", notes.new_note, name="write_note"),
    path(f"{ONE}/notes/<uuid:note_id>/retirer", notes.take_back_note, name="withdraw_note"),
    path(f"{ONE}/relecture", wording.review_words, name="review_words"),
    path(f"{ONE}/fil/<int:position>/annuler", undo.undo_fact, name="undo_fact"),
    path(f"{ONE}/identite", identity.confirm, name="confirm_identity"),
    path(f"{ONE}/numero", space_code.space_code, name="space_code"),
    path(f"{ONE}/equipe/inviter", team.invite_member, name="invite_member"),
    path(f"{ONE}/equipe/<uuid:seat_id>/fin", team.end_seat, name="end_seat"),
    path(f"{ONE}/equipe/<uuid:seat_id>/nommer", team.name_colleague, name="name_colleague"),
]
