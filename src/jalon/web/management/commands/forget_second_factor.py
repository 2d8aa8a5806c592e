from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from jalon.accounts.models import User
from jalon.web.models import Session
from jalon.web.sessions import end_sessions
from jalon.web.signin.alerts import tell_forgotten


class Command(BaseCommand):
    help = (
        "Take the second factors of an account away, for an owner who lost them all and was "
        "recognised in person: they set up new ones at their next sign-in, and are told by e-mail."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        user = User.objects.filter(email=email.lower(), is_active=True).first()
        if user is None:
            raise CommandError("no open account has this e-mail")
        with transaction.atomic():
            factors = Authenticator.objects.filter(user=user)
            count = factors.exclude(type=Authenticator.Type.RECOVERY_CODES).count()
            factors.delete()
            ended = end_sessions(Session.objects.filter(user=user).only("pk"))
            tell_forgotten(user)
        self.stdout.write(f"{count} second factors taken away, {ended} sessions ended")
