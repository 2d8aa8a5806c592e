"""Addresses of letters: for the consortium, and for who signs without an account."""

from django.urls import path

from jalon.letters.views import link, project

ONE = "projets/<uuid:public_id>/lettres"
HELD = "lettre/<str:code>"
urlpatterns = [
    path(f"{ONE}/deposer", project.deposit, name="deposit_letter"),
    path(f"{ONE}/<uuid:letter_id>", project.letter, name="letter"),
    path(f"{ONE}/<uuid:letter_id>/pdf", project.paper, name="letter_paper"),
    path(f"{ONE}/<uuid:letter_id>/rappeler", project.remind, name="remind_letter"),
    path(f"{ONE}/<uuid:letter_id>/confier", project.delegate, name="delegate_letter"),
    path(f"{ONE}/<uuid:letter_id>/retirer", project.withdraw, name="withdraw_letter"),
    path(
        "projets/<uuid:public_id>/membres/<uuid:member_id>/lettre",
        project.send,
        name="send_letter",
    ),
    path(HELD, link.letter_link, name="letter_link"),
    path(f"{HELD}/pdf", link.paper, name="letter_link_paper"),
    path(f"{HELD}/code", link.ask_code, name="ask_letter_code"),
    path(f"{HELD}/signer", link.sign, name="sign_letter"),
    path(f"{HELD}/refuser", link.refuse, name="refuse_letter"),
    path(f"{HELD}/confier", link.delegate, name="delegate_letter_by_link"),
]
