import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from jalon.synthetic.demonstration import (
    AlreadyInhabited,
    create_demonstration,
    empty,
    refresh_statistics,
)


class Command(BaseCommand):
    help = "Fills an empty database with the demonstration territory and invented people."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--people", type=int, default=2000, metavar="N")
        parser.add_argument("--seed", type=int, default=57, help="same seed, same people")
        parser.add_argument(
            "--reset", action="store_true", help="first remove everything that is in the database"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["people"] < 1:
            raise CommandError(f"--people {options['people']}: expected 1 or more")
        if options["reset"]:
            empty()
        began = time.monotonic()
        try:
            rows = self._fill(options["people"], options["seed"])
        except AlreadyInhabited:
            raise CommandError(
                "This database already holds organisations. --reset removes everything first."
            ) from None
        refresh_statistics()
        seconds = time.monotonic() - began
        self.stdout.write(f"{options['people']} people, {rows} rows, {seconds:.1f} s")

    def _fill(self, people: int, seed: int) -> int:
        columns = (TextColumn("  {task.description:<22}"), BarColumn(), MofNCompleteColumn())
        with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True)) as bars:
            tasks: dict[str, Any] = {}

            def show(what: str, done: int, total: int) -> None:
                if what not in tasks:
                    tasks[what] = bars.add_task(what, total=total)
                bars.update(tasks[what], completed=done)

            return create_demonstration(
                people, seed=seed, today=timezone.localdate(), progress=show
            )
