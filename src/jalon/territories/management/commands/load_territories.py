from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from jalon.territories.loading import load_territories


class Command(BaseCommand):
    help = "Loads the official geographic code (régions, départements, EPCI, communes) of 2026."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--department",
            action="append",
            metavar="CODE",
            help="only the EPCI and communes of this département (may be repeated)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        changed = load_territories(departments=options["department"])
        self.stdout.write(f"{changed} territories added or changed")
