from django.apps import AppConfig


class ExchangesConfig(AppConfig):
    name = "jalon.exchanges"
