from django.apps import AppConfig


class SyntheticConfig(AppConfig):
    name = "jalon.synthetic"
    verbose_name = "Personnes inventées"
