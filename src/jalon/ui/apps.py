from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "jalon.ui"
    verbose_name = "Interface"
