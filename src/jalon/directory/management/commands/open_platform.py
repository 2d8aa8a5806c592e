"""The first act of a deployment: its operator, and the first person who administers it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import (
    Affiliation,
    AffiliationRole,
    Organisation,
    User,
    siret_is_valid,
)
from jalon.directory.events import AccountOpened, AffiliationGranted, OrganisationRegistered
from jalon.directory.views.invitation import password_address
from jalon.journal.record import Fact, record
from jalon.territories.models import Territory, TerritoryKind


class Command(BaseCommand):
    help = (
        "Register the operator of the platform and its first administrator, once; "
        "prints the address where they choose their password."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--siret", required=True, help="14 digits, of the operator")
        parser.add_argument("--organisation", required=True, help="its name")
        parser.add_argument("--email", required=True, help="of the first administrator")
        parser.add_argument("--first-name", required=True)
        parser.add_argument("--last-name", required=True)

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if Organisation.objects.filter(kind=OrganisationKind.OPERATOR).exists():
            raise CommandError("The platform is open already: its administrators name the others.")
        country = Territory.objects.current().filter(kind=TerritoryKind.COUNTRY).first()
        if country is None:
            raise CommandError("No territory yet: run ./jalon manage load_territories first.")
        siret_is_valid(options["siret"])
        operator = Organisation.objects.create(
            kind=OrganisationKind.OPERATOR,
            name=options["organisation"],
            siret=options["siret"],
            territory=country,
        )
        user = User.objects.create_user(
            options["email"], first_name=options["first_name"], last_name=options["last_name"]
        )
        self._record(operator, user)
        self.stdout.write("The platform is open. Its first administrator chooses a password at:")
        self.stdout.write(password_address(user))

    @staticmethod
    def _record(operator: Organisation, user: User) -> None:
        at = timezone.now()
        hat = Affiliation.objects.create(
            user=user,
            organisation=operator,
            role=AffiliationRole.ADMINISTRATOR,
            started_on=timezone.localdate(at),
            confirmed_at=at,
        )
        facts: list[Fact] = [
            OrganisationRegistered(organisation_id=operator.pk),
            AccountOpened(user_id=user.pk, organisation_id=operator.pk),
            AffiliationGranted(
                affiliation_id=hat.pk,
                user_id=user.pk,
                organisation_id=operator.pk,
                role=AffiliationRole.ADMINISTRATOR.value,
            ),
        ]
        for fact in facts:
            record(fact, by=None, at=at)
