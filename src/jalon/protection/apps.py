from django.apps import AppConfig


class ProtectionConfig(AppConfig):
    name = "jalon.protection"
