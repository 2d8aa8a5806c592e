from django.apps import AppConfig


class ContractsConfig(AppConfig):
    name = "jalon.contracts"
