from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "jalon.web"
    verbose_name = "Site"

    def ready(self) -> None:
        from jalon.web.signin.new_password import listen  # noqa: PLC0415 - models are ready here

        listen()
