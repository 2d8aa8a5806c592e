from django.urls import path

from jalon.live import views

app_name = "live"
urlpatterns = [path("jeton", views.live_token, name="live_token")]
