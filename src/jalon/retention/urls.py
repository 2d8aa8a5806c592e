"""The addresses of the end of dossiers. Public ids only."""

from django.urls import path

from jalon.retention.views import desk, orders

urlpatterns = [
    path("conservation", desk.retention, name="retention"),
    path("conservation/previsions.csv", desk.forecast_file, name="retention_file"),
    path("conservation/preuves/<uuid:public_id>", desk.proof, name="proof"),
    path("conservation/ordres/nouveau", orders.give, name="give_order"),
    path("conservation/ordres/<uuid:public_id>/annuler", orders.cancel, name="cancel_order"),
]
