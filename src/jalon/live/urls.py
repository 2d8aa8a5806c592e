from django.urls import path

from jalon.live import views

app_name = "live"
urlpatterns = [
    path("jeton", views.live_token, name="live_token"),
    path("mon-jeton", views.own_token, name="own_token"),
]
