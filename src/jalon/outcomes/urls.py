"""The addresses of what became of it, under those of a dossier."""

from django.urls import path

from jalon.outcomes.views import closing, course, outcomes

ONE = "dossiers/<uuid:public_id>"

urlpatterns = [
    path(f"{ONE}/sorties/declarer", outcomes.declare, name="declare_outcome"),
    path(f"{ONE}/sorties/<uuid:outcome_id>/fin", outcomes.end, name="end_outcome"),
    path(f"{ONE}/sorties/<uuid:outcome_id>/confirmer", outcomes.confirm, name="confirm_outcome"),
    path(f"{ONE}/sorties/<uuid:outcome_id>/retirer", outcomes.withdraw, name="withdraw_outcome"),
    path(
        f"{ONE}/sorties/<uuid:outcome_id>/nouvelles/<int:month>",
        outcomes.follow_up,
        name="answer_follow_up",
    ),
    path(f"{ONE}/diagnostic/etabli", course.conclude, name="conclude_assessment"),
    path(
        f"{ONE}/diagnostic/<uuid:conclusion_id>/reprendre",
        course.reopen,
        name="reopen_assessment",
    ),
    path(f"{ONE}/suspendre", course.suspend, name="suspend_support"),
    path(
        f"{ONE}/suspensions/<uuid:suspension_id>/prolonger",
        course.prolong,
        name="prolong_support",
    ),
    path(f"{ONE}/suspensions/<uuid:suspension_id>/reprise", course.resume, name="resume_support"),
    path(
        f"{ONE}/suspensions/<uuid:suspension_id>/retirer",
        course.withdraw,
        name="withdraw_suspension",
    ),
    path(f"{ONE}/clore", closing.close, name="close_dossier"),
    path(f"{ONE}/rouvrir", closing.reopen, name="reopen_dossier"),
]
