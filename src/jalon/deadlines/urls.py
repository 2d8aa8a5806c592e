"""Addresses of deadlines."""

from django.urls import path

from jalon.deadlines.views.running import deadline_file, deadline_list

urlpatterns = [
    path("echeances", deadline_list, name="deadline_list"),
    path("echeances.csv", deadline_file, name="deadline_file"),
]
