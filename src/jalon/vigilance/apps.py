from django.apps import AppConfig


class VigilanceConfig(AppConfig):
    name = "jalon.vigilance"
