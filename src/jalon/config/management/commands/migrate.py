"""`manage migrate`: Django's own, then the rights, so that no table is ever left unguarded.

The national strategy comes with the tables that hold it: no dossier is ever without a clock.
"""

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.utils import timezone

from jalon.config.policy.apply import apply_policy
from jalon.config.policy.logins import out_of_reach
from jalon.strategies.loading import load_national_strategy


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> str | None:
        only_looking = options["check_unapplied"] or options["plan"]
        if not only_looking and (missing := out_of_reach()):
            raise CommandError(missing)
        said = super().handle(*args, **options)
        # A migration asked for alone leaves the rights as they were.
        if not only_looking and not options["app_label"]:
            apply_policy(timezone.now())
            load_national_strategy(timezone.now())
        return said
