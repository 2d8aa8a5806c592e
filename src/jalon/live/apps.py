from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "jalon.live"
    verbose_name = "Direct"
