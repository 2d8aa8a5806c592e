"""`manage deadlines --rebuild`: read milestones and deadlines again from the journal."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from jalon.deadlines.bulk.projection import rebuild
from jalon.dossiers.models import Dossier


class Command(BaseCommand):
    help = "Recalcule les jalons et les échéances de tous les dossiers, depuis leur journal."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--rebuild", action="store_true", help="tout relire et tout recalculer")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["rebuild"]:
            raise CommandError("Ajoutez --rebuild : tout est relu depuis le journal des dossiers.")
        total = Dossier.objects.count()
        for done in rebuild(at=timezone.now()):
            self.stdout.write(f"{done} / {total} dossiers")
        self.stdout.write("Échéances recalculées depuis le journal.")
