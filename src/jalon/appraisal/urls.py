"""Addresses of the appraisal. Public ids only."""

from django.urls import path

from jalon.appraisal.views import (
    answering,
    arbitrating,
    comparing,
    deciding,
    desk,
    judging,
    reading,
    sensitivity,
    table,
)

CALL = "appels/<uuid:public_id>/instruction"
PROJECT = "projets/<uuid:public_id>/instruction"
SCENARIO = "scenarios/<uuid:public_id>"
REVIEW = "lectures/<uuid:public_id>"
urlpatterns = [
    path("instruction", desk.desk, name="appraisal_desk"),
    path(CALL, table.comparison, name="appraisal_table"),
    path(f"{CALL}/tableur", table.export, name="export_appraisals"),
    path(f"{CALL}/annoncer", deciding.announce, name="announce_results"),
    path(f"{CALL}/date", deciding.plan, name="plan_announcement"),
    path(f"{CALL}/scenarios", comparing.scenarios, name="scenarios"),
    path(f"{CALL}/scenarios/nouveau", arbitrating.draft, name="draft_scenario"),
    path(f"{CALL}/scenarios/comparer", comparing.compare, name="compare_scenarios"),
    path(f"{CALL}/poids", sensitivity.sensitivity, name="sensitivity"),
    path(SCENARIO, arbitrating.scenario_page, name="scenario"),
    path(f"{SCENARIO}/contraintes", arbitrating.revise, name="revise_scenario"),
    path(f"{SCENARIO}/supprimer", arbitrating.discard, name="discard_scenario"),
    path(f"{SCENARIO}/proposer", arbitrating.fill, name="fill_scenario"),
    path(f"{SCENARIO}/decisions", arbitrating.take_over, name="take_over_scenario"),
    path(PROJECT, judging.appraisal_page, name="appraisal"),
    path(f"{PROJECT}/recevabilite", judging.admissibility, name="declare_admissibility"),
    path(f"{PROJECT}/correction", judging.correction, name="ask_correction"),
    path(f"{PROJECT}/notes", judging.remark, name="write_remark"),
    path(f"{PROJECT}/lecteurs", reading.assign, name="assign_review"),
    path(f"{PROJECT}/avis", answering.ask, name="ask_opinion"),
    path(f"{PROJECT}/avis/<uuid:opinion_id>", answering.replace, name="replace_opinion"),
    path(f"{PROJECT}/decision", deciding.decide, name="decide_project"),
    path("projets/<uuid:public_id>/resultat", deciding.result, name="result"),
    path("projets/<uuid:public_id>/resultat/lettre", deciding.result_letter, name="result_letter"),
    path(REVIEW, reading.review_page, name="review"),
    path(f"{REVIEW}/interets", reading.interests, name="declare_interests"),
    path(f"{REVIEW}/remplacer", reading.replace, name="replace_review"),
    path(f"{REVIEW}/rouvrir", reading.reopen, name="reopen_review"),
    path("avis/<uuid:public_id>", answering.opinion_page, name="opinion"),
]
