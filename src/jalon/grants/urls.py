"""Addresses of agreements: one for each project. Public ids only."""

from django.urls import path

from jalon.grants.views import answering, desk, preparing, reading

ONE = "projets/<uuid:public_id>/convention"
urlpatterns = [
    path("conventions", desk.desk, name="grants_desk"),
    path(ONE, reading.agreement_page, name="agreement"),
    path(f"{ONE}/pdf", reading.paper, name="agreement_paper"),
    path(f"{ONE}/commencer", preparing.draft, name="draft_agreement"),
    path(f"{ONE}/rediger", preparing.write, name="revise_agreement"),
    path(f"{ONE}/echeancier", preparing.money, name="revise_schedule"),
    path(f"{ONE}/envoyer", preparing.send, name="send_agreement"),
    path(f"{ONE}/reprendre", preparing.recall, name="recall_agreement"),
    path(f"{ONE}/avenant", preparing.amend, name="amend_agreement"),
    path(f"{ONE}/avenant/abandonner", preparing.discard, name="discard_amendment"),
    path(f"{ONE}/solder", preparing.close, name="close_agreement"),
    path(f"{ONE}/resilier", preparing.end, name="end_agreement"),
    path(f"{ONE}/repondre", answering.answer, name="answer_agreement"),
    path(f"{ONE}/accepter", answering.accept, name="accept_agreement"),
    path(f"{ONE}/signer", answering.sign, name="sign_agreement"),
]
