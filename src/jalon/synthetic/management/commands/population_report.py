import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from jalon.dossiers.models import Dossier
from jalon.synthetic.figures import FIGURES, NOT_RECORDED, Figure, measure


class Command(BaseCommand):
    help = "Prints the figures of the invented people beside the public ones, and the gap."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON object on one line")

    def handle(self, *args: Any, **options: Any) -> None:
        people = Dossier.objects.count()
        if not people:
            raise CommandError("There is nobody here: run `demonstration` first.")
        rows = [_row(figure) for figure in FIGURES]
        if options["json"]:
            told = {"people": people, "figures": rows, "met": all(row["met"] for row in rows)}
            self.stdout.write(json.dumps(told, ensure_ascii=False))
            return
        self.stdout.write(f"{people} dossiers\n")
        self.stdout.write(f"{'':38}  généré  public   écart")
        for row in rows:
            mark = " " if row["met"] else "!"
            self.stdout.write(
                f"{row['name']:38} {row['generated']:7.1f} {row['public']:7.1f} "
                f"{row['gap']:+7.1f} {mark} {row['source']}"
            )
        self.stdout.write("\nPas encore dans un dossier :")
        for sentence in NOT_RECORDED:
            self.stdout.write(f"  {sentence}")


def _row(figure: Figure) -> dict[str, Any]:
    generated = measure(figure, today=timezone.localdate()) or 0.0
    gap = generated - figure.public
    return {
        "name": figure.name,
        "generated": round(generated, 1),
        "public": figure.public,
        "gap": round(gap, 1),
        "met": abs(gap) <= figure.tolerance,
        "source": figure.source,
    }
