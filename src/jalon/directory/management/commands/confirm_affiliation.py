"""The second person when the platform has a single administrator: whoever runs its server."""

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from jalon.accounts.models import Affiliation
from jalon.directory.events import AffiliationConfirmed
from jalon.directory.views.invitation import password_address
from jalon.journal.record import record


class Command(BaseCommand):
    help = (
        "Confirm, from the server, a place that nobody else can confirm yet; prints the address "
        "where a newcomer chooses their password. The journal says that the server did it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True, help="of the person who received the place")
        parser.add_argument("--siret", required=True, help="14 digits, of the organisation")

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        hats = Affiliation.objects.waiting(timezone.localdate(at)).select_related("user")
        hats = hats.filter(user__email=options["email"], organisation__siret=options["siret"])
        if not hats:
            raise CommandError("No place waits for this e-mail in this organisation.")
        for hat in hats:
            self._confirm(hat, at)
            self.stdout.write(f"Confirmed: {hat.user.email}, {hat.role}.")
            if not hat.user.has_usable_password():
                self.stdout.write(f"They choose a password at: {password_address(hat.user)}")

    @staticmethod
    @transaction.atomic
    def _confirm(hat: Affiliation, at: datetime) -> None:
        hat.confirmed_at = at
        hat.save(update_fields=["confirmed_at"])
        fact = AffiliationConfirmed(
            affiliation_id=hat.pk,
            user_id=hat.user_id,
            organisation_id=hat.organisation_id,
            role=hat.role,
        )
        record(fact, by=None, at=at)
