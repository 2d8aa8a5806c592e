"""The addresses of a plan, under those of its dossier."""

from django.urls import path

from jalon.plans.views import photos, plan

PLAN = "dossiers/<uuid:public_id>/plan"

urlpatterns = [
    path(PLAN, plan.plan_page, name="plan_page"),
    path(f"{PLAN}/bloc", plan.plan_block, name="plan_block"),
    path(f"{PLAN}/objectifs", plan.new_goal, name="propose_goal"),
    path(f"{PLAN}/ordre", plan.put_in_order, name="reorder_plan"),
    path(f"{PLAN}/<uuid:row_id>/photo", photos.step_photo, name="step_photo"),
    path(f"{PLAN}/<uuid:goal_id>/etapes", plan.new_step, name="propose_step"),
    path(f"{PLAN}/<uuid:row_id>/<slug:kind>", plan.change_plan, name="change_plan"),
]
