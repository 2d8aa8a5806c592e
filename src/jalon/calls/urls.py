"""Addresses of calls. Public ids, and codes of what a version holds."""

from django.urls import path

from jalon.calls.views import (
    changes,
    criteria,
    deciding,
    following,
    public,
    questions,
    simulator,
    writing,
)

ONE = "appels/<uuid:public_id>"
CRITERION = f"{ONE}/criteres/<slug:criterion>"

urlpatterns = [
    path("appels", public.call_list, name="calls"),
    path("appels/commencer", writing.begin, name="draft_call"),
    path("appels/suivre/<str:code>", following.confirm, name="confirm_following"),
    path("appels/suivre/<str:code>/arreter", following.stop, name="stop_following"),
    path(ONE, public.call_page, name="call"),
    path(f"{ONE}/changements", changes.call_changes, name="call_changes"),
    path(f"{ONE}/simulateur", simulator.simulate, name="simulate_call"),
    path(f"{ONE}/suivre", following.follow, name="follow_call"),
    path(f"{ONE}/questions", questions.call_questions, name="call_questions"),
    path(f"{ONE}/questions/poser", questions.ask, name="ask_question"),
    path(f"{ONE}/questions/<uuid:question_id>/repondre", questions.answer, name="answer_question"),
    path(f"{ONE}/ecrire", writing.write, name="write_call"),
    path(f"{ONE}/ecrire/<slug:part>", writing.write_part, name="write_part"),
    path(f"{ONE}/articles/<slug:article>", writing.write_article, name="write_article"),
    path(f"{ONE}/articles/<slug:article>/retirer", writing.remove_article, name="remove_article"),
    path(CRITERION, criteria.write_criterion, name="write_criterion"),
    path(f"{CRITERION}/retirer", criteria.remove_criterion, name="remove_criterion"),
    path(f"{CRITERION}/conditions/<slug:kind>", criteria.add_condition, name="add_condition"),
    path(
        f"{CRITERION}/conditions/<int:position>/retirer",
        criteria.remove_condition,
        name="remove_condition",
    ),
    path(f"{ONE}/publier", deciding.publish, name="publish_call"),
    path(f"{ONE}/nouvelle-version", deciding.amend, name="amend_call"),
    path(f"{ONE}/reprendre", deciding.duplicate, name="duplicate_call"),
    path(f"{ONE}/abandonner", deciding.discard, name="discard_call"),
    path(f"{ONE}/annuler", deciding.cancel, name="cancel_call"),
]
