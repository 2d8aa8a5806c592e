"""`manage role_logins`: the addresses under which pages and streams log in, as JSON, once tried."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from jalon.config.policy.logins import LOGINS, NoLogin, address_of


class Command(BaseCommand):
    help = (
        "Gives pages and streams a way to log in to the database as roles that own nothing, tries "
        "it, and prints both addresses (with their passwords) as JSON."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        addresses, troubles = {}, []
        for login in LOGINS:
            try:
                addresses[login.process] = address_of(login)
            except NoLogin as trouble:
                troubles.append(str(trouble))
        if troubles:
            raise CommandError("\n".join(troubles))
        self.stdout.write(json.dumps(addresses))
