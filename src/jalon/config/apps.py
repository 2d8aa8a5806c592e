from importlib import import_module

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "jalon.config"

    def ready(self) -> None:
        import_module("jalon.config.subscriptions").subscribe()
        import_module("jalon.config.policy.pooling")  # its check
