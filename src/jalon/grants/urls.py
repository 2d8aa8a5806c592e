"""Addresses of agreements: one for each project. Public ids only."""

from django.urls import path

from jalon.grants.views import (
    answering,
    desk,
    paying,
    preparing,
    publishing,
    reading,
    reporting,
)

ONE = "projets/<uuid:public_id>/convention"
PAYMENT = f"{ONE}/versements/<uuid:payment_id>"
REPORT = f"{ONE}/rapports/<uuid:report_id>"
OF_CALL = "appels/<uuid:public_id>/subventions"
urlpatterns = [
    path(OF_CALL, publishing.subsidies, name="call_subsidies"),
    path(f"{OF_CALL}.csv", publishing.subsidies_csv, name="call_subsidies_csv"),
    path(f"{OF_CALL}.json", publishing.subsidies_json, name="call_subsidies_json"),
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
    path(f"{PAYMENT}/demander", paying.ask, name="ask_payment"),
    path(f"{PAYMENT}/pieces/<uuid:paper_id>", paying.paper, name="payment_paper"),
    path(f"{PAYMENT}/service-fait", paying.certify, name="certify_payment"),
    path(f"{PAYMENT}/renvoyer", paying.give_back, name="return_payment"),
    path(f"{PAYMENT}/reference", paying.enter, name="enter_payment"),
    path(f"{ONE}/reversement", paying.ask_back, name="ask_repayment"),
    path(f"{ONE}/reversements/<uuid:repayment_id>", paying.settle, name="settle_repayment"),
    path(REPORT, reporting.report_page, name="report"),
    path(f"{REPORT}/remettre", reporting.give, name="give_report"),
    path(f"{REPORT}/accepter", reporting.accept, name="accept_report"),
    path(f"{REPORT}/renvoyer", reporting.give_back, name="return_report"),
]
