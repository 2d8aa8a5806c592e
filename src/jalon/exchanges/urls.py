"""The address of the messages of a dossier."""

from django.urls import path

from jalon.exchanges.views import messages

urlpatterns = [
    path("dossiers/<uuid:public_id>/messages", messages.thread, name="messages"),
]
