from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "jalon.letters"
