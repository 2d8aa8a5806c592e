"""The addresses of the desk, of the questions put to a body, and of the register."""

from django.urls import path

from jalon.protection.views import (
    accesses,
    asking,
    copies,
    desk,
    entering,
    insistences,
    numbers,
    questions,
    register,
    requests,
)

ONE = "protection/demandes/<uuid:request_id>"

urlpatterns = [
    path("protection", desk.desk_page, name="desk"),
    path("dossiers/<uuid:public_id>/remettre", copies.hand_one_copy, name="hand_copy"),
    path("protection/acces/<uuid:access_id>", accesses.review_access, name="review_access"),
    path("protection/numeros/<uuid:public_id>", numbers.confirm_number, name="confirm_number"),
    path("protection/mises-en-garde", insistences.insistence_list, name="insistences"),
    path("protection/oppositions", desk.objections, name="objections"),
    path("protection/demandes/inscrire", entering.find_asker, name="find_asker"),
    path(
        "protection/demandes/inscrire/<uuid:public_id>",
        entering.enter_one_request,
        name="enter_request",
    ),
    path(f"{ONE}/identite", entering.prove_one_identity, name="prove_identity"),
    path(ONE, requests.one_request, name="data_request"),
    path(f"{ONE}/accepter", requests.accept, name="accept_request"),
    path(f"{ONE}/refuser", requests.refuse, name="refuse_request"),
    path(f"{ONE}/prolonger", requests.extend, name="extend_request"),
    path(f"{ONE}/fin-opposition", desk.end_one_objection, name="end_objection"),
    path(f"{ONE}/lettre", requests.letter, name="request_letter"),
    path("protection/questions", questions.question_list, name="questions"),
    path(
        "protection/questions/<uuid:request_id>", questions.answer_question, name="answer_request"
    ),
    path("protection/registre", register.search_register, name="open_register"),
    path("protection/registre/<uuid:lookup_id>", register.register_page, name="register"),
    path(
        "protection/registre/<uuid:lookup_id>/lectures.csv",
        register.register_file,
        name="register_file",
    ),
    path(
        "protection/registre/<uuid:lookup_id>/pourquoi/<uuid:reader_id>",
        asking.enter_one_question,
        name="enter_question",
    ),
]
