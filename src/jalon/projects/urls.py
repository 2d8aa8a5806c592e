"""Addresses of projects. Public ids and codes only."""

from django.urls import path

from jalon.projects.views import (
    correcting,
    editor,
    filing,
    listing,
    members,
    money,
    strategy,
    talking,
    writing,
)

ONE = "projets/<uuid:public_id>"
urlpatterns = [
    path("projets", listing.project_list, name="projects"),
    path("appels/<uuid:public_id>/repondre", listing.begin, name="open_project"),
    path(ONE, editor.project_page, name="project"),
    path(f"{ONE}/cadre", writing.frame, name="revise_project"),
    path(f"{ONE}/perimetre", writing.perimeter, name="project_perimeter"),
    path(f"{ONE}/strategie", strategy.link, name="link_strategy"),
    path(f"{ONE}/public/reprendre", writing.take_figures, name="take_figures"),
    path(f"{ONE}/textes/<slug:section>", writing.text, name="write_text"),
    path(f"{ONE}/membres/inviter", members.invite, name="invite_project_member"),
    path(f"{ONE}/membres/<uuid:member_id>", members.part, name="write_project_part"),
    path(
        f"{ONE}/membres/<uuid:member_id>/repondre",
        members.answer,
        name="answer_project_invitation",
    ),
    path(f"{ONE}/membres/<uuid:member_id>/remplacer", members.replace, name="replace_member"),
    path(f"{ONE}/financement", money.plan, name="financing"),
    path(f"{ONE}/financement/tableur", money.export, name="export_lines"),
    path(f"{ONE}/financement/importer", money.read_spreadsheet, name="import_lines"),
    path(f"{ONE}/financement/<uuid:line_id>", money.change, name="write_line"),
    path(f"{ONE}/financement/<uuid:line_id>/oter", money.remove, name="remove_line"),
    path(f"{ONE}/commentaires/<slug:section>", talking.comment, name="comment_field"),
    path(f"{ONE}/commentaires/<uuid:comment_id>/regler", talking.settle, name="settle_comment"),
    path(f"{ONE}/pieces/<slug:section>", talking.paper, name="join_paper"),
    path(f"{ONE}/pieces/<slug:section>/lire", talking.read_paper, name="read_paper"),
    path(f"{ONE}/deposer", filing.file, name="file_project"),
    path(f"{ONE}/depot", filing.receipt, name="project_receipt"),
    path(f"{ONE}/correction", correcting.correct, name="correct_project"),
    path(f"{ONE}/reprendre", filing.resume, name="resume_project"),
    path(f"{ONE}/retirer", filing.withdraw, name="withdraw_project"),
]
