from django.apps import AppConfig


class StrategiesConfig(AppConfig):
    name = "jalon.strategies"
