from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from jalon.intake.operations import purge_lists


class Command(BaseCommand):
    help = "Erases the files and lines of imported lists whose time is over (see ListPolicy)."

    def handle(self, *args: Any, **options: Any) -> None:
        count = purge_lists(by=None, at=timezone.now())
        self.stdout.write(f"{count} list(s) erased.")
