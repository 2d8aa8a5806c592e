from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from jalon.accounts.models import User
from jalon.web.models import Session
from jalon.web.sessions import end_sessions


class Command(BaseCommand):
    help = (
        "Sign an account out everywhere, its open screens included, and leave it open; "
        "with --everybody, every account."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        whose = parser.add_mutually_exclusive_group(required=True)
        whose.add_argument("email", nargs="?")
        whose.add_argument("--everybody", action="store_true")

    def handle(self, *args: Any, email: str | None, everybody: bool, **options: Any) -> None:
        found = Session.objects.all()
        if email:
            user = User.objects.filter(email=email.lower()).first()
            if user is None:
                raise CommandError("no account has this e-mail")
            found = found.filter(user=user)
        self.stdout.write(f"{end_sessions(found.only('pk'))} sessions ended")
