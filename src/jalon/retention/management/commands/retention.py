from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from jalon.retention.management.sweeping import settle_orders, sweep
from jalon.retention.models import What
from jalon.retention.queries.calendar import durations, ready
from jalon.retention.queries.proofs import first_broken
from jalon.retention.queries.strangers import strangers
from jalon.territories.zones import local_day


class Command(BaseCommand):
    help = "Archives and destroys the dossiers whose time is over; --dry-run only counts them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="count, and change nothing")
        parser.add_argument(
            "--verify", action="store_true", help="check the chain of proofs of destruction"
        )

    def handle(self, *args: Any, dry_run: bool, verify: bool, **options: Any) -> None:
        if verify:
            self._verify()
        elif dry_run:
            self._count()
        else:
            at = timezone.now()
            settled = settle_orders(at)
            done = sweep(at)
            self.stdout.write(
                f"{done['notices']} notice(s) given, {done['archived']} dossier(s) archived, "
                f"{done['destroyed']} destroyed, {settled} order(s) settled."
            )

    def _count(self) -> None:
        at = timezone.now()
        figures = durations(local_day(at))
        self.stdout.write(
            f"Durations: {figures.active} months in use, {figures.archive} in the archive, "
            f"{figures.never} days to take up, {figures.notice} days of notice."
        )
        for what in (What.TO_ARCHIVE, What.TO_DESTROY, What.NEVER_SUPPORTED):
            self.stdout.write(f"{len(ready([what], at=at)):>9} {what}")
        self.stdout.write(f"{len(strangers(at=at)):>9} people without any dossier")
        self.stdout.write("Nothing was changed.")

    def _verify(self) -> None:
        broken = first_broken()
        if broken is not None:
            raise CommandError(f"the proof of destruction {broken} was altered or removed")
        self.stdout.write("Every proof of destruction holds.")
