"""Addresses of vigilance. Public ids only."""

from django.urls import path

from jalon.vigilance.views import alerts, trust

urlpatterns = [
    path("vigilance", alerts.alert_list, name="alerts"),
    path("vigilance/verifier", trust.verify, name="verify_trust"),
    path("vigilance/<uuid:public_id>", alerts.decide, name="decide_alert"),
]
