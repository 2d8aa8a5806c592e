"""The addresses of the person's own pages: no number of dossier in them, there is only one."""

from django.urls import path

from jalon.space.views import home

urlpatterns = [
    path("mon-espace", home.space, name="space"),
]
