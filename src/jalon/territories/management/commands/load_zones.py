from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from jalon.territories.models import ZoneKind
from jalon.territories.zoning import UnreadableList, load_zones

ENCODINGS = ("utf-8-sig", "cp1252")


class Command(BaseCommand):
    help = (
        "Loads an official list of priority zones (CSV of data.gouv.fr): the communes of a call's"
        " projects are recognised from it. Lines that are not understood are told, and left out."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=ZoneKind.values)
        parser.add_argument("file", type=Path)
        parser.add_argument("--from", dest="in_force", required=True, type=date.fromisoformat)
        parser.add_argument("--source", required=True, help="the text or the page of the list")
        parser.add_argument(
            "--part", action="store_true", help="a part of the list: what it lacks is not ended"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path = options["file"]
        try:
            with path.open(encoding=_encoding(path), newline="") as file:
                found = load_zones(
                    ZoneKind(options["kind"]), file, in_force=options["in_force"],
                    source=options["source"], is_whole=not options["part"],
                )  # fmt: skip
        except (OSError, UnreadableList) as error:
            raise CommandError(f"{path}: {error}") from error
        for problem in found.problems:
            self.stderr.write(problem)
        self.stdout.write(
            f"{found.begun} zones begun, {found.ended} ended, {len(found.problems)} lines left out"
        )


def _encoding(path: Path) -> str:
    """Older lists are in the encoding of spreadsheets."""
    try:
        path.read_text(encoding=ENCODINGS[0])
    except UnicodeDecodeError:
        return ENCODINGS[1]
    return ENCODINGS[0]
