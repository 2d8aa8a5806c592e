from django.apps import AppConfig


class KeeperConfig(AppConfig):
    name = "jalon.keeper"
