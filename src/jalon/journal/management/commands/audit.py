import json
import sys
import time
from argparse import ArgumentParser
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from jalon.journal.exporting import Unreadable, append_new, lines_after, read_lines
from jalon.journal.models import Seal
from jalon.journal.proofs import NotProvable, prove
from jalon.journal.seal_keys import seal_key
from jalon.journal.sealing import seal_readings
from jalon.journal.verification import Verdict, verify


class Command(BaseCommand):
    help = "The register of readings: seal it, verify it, export its seals, prove a reading."
    requires_system_checks = ()  # it must answer when the pages cannot

    def add_arguments(self, parser: ArgumentParser) -> None:
        todo = parser.add_subparsers(dest="todo", required=True)
        verifying = todo.add_parser("verify", help="compute everything again; 1 if anything is off")
        verifying.add_argument("--roots", type=Path, help="lines exported before ('-': stdin)")
        exporting = todo.add_parser("export", help="print the signed lines of the seals")
        exporting.add_argument("--to", type=Path, help="append to this file those it has not")
        proving = todo.add_parser("prove", help="prove that a reading was sealed (JSON)")
        proving.add_argument("id", type=int)
        todo.add_parser("key", help="print the public key that checks the signatures")
        todo.add_parser("seal", help="seal now, as the keeper does within the minute")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, options["todo"])(options)
        except (Unreadable, NotProvable, OSError) as error:
            raise CommandError(str(error)) from error

    def verify(self, options: dict[str, Any]) -> None:
        kept = Path(settings.JALON_SEAL_EXPORT) if settings.JALON_SEAL_EXPORT else None
        roots = options["roots"] or kept
        began = time.monotonic()
        with ExitStack() as opened:
            verdict = verify(at=timezone.now(), exported=self._exported(roots, opened))
        for sentence in verdict.wrong:
            self.stdout.write(sentence)
        self.stdout.write(told(verdict, time.monotonic() - began))
        if not roots:
            self.stdout.write(
                "Sans lignes exportées (--roots), des sceaux coupés à la fin ne se voient pas."
            )
        if verdict.wrong:
            sys.exit(1)

    def _exported(self, roots: Path | None, opened: ExitStack) -> Any:
        if not roots or (not Seal.objects.exists() and not roots.exists()):
            return ()
        if str(roots) == "-":
            return read_lines(sys.stdin)
        lines = opened.enter_context(roots.open(encoding="ascii"))
        found: Any = read_lines(lines)
        return found

    def export(self, options: dict[str, Any]) -> None:
        if options["to"]:
            count = append_new(options["to"])
            self.stdout.write(f"{many(count, 'sceau ajouté', 'sceaux ajoutés')} : {options['to']}.")
            return
        for line in lines_after(0):
            self.stdout.write(line)

    def key(self, options: dict[str, Any]) -> None:
        key = seal_key()
        self.stdout.write(f"ed25519 {key.id.hex()} {key.public.hex()}")

    def prove(self, options: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(prove(options["id"]), indent=2))

    def seal(self, options: dict[str, Any]) -> None:
        sealed = [seal.leaves for seal in seal_readings(at=timezone.now())]
        if settings.JALON_SEAL_EXPORT:
            append_new(Path(settings.JALON_SEAL_EXPORT))
        readings, seals = many(sum(sealed), "lecture scellée"), many(len(sealed), "sceau", "sceaux")
        self.stdout.write(f"{readings}, en {seals}.")


def told(verdict: Verdict, seconds: float) -> str:
    """How much was read again, how fast, and where the register stops."""
    rate = verdict.readings / seconds if seconds else 0
    last = f"jusqu'au {verdict.last.at:%d/%m/%Y %H:%M:%S} UTC" if verdict.last else "aucun sceau"
    return (
        f"{'REGISTRE ALTÉRÉ' if verdict.wrong else 'Registre intact'} : "
        f"{many(verdict.readings, 'lecture relue')}, {many(verdict.seals, 'sceau', 'sceaux')} "
        f"({last}), {many(verdict.purged, 'lecture purgée')} à leur terme, "
        f"{verdict.waiting} en attente de sceau ; "
        f"{seconds:.1f} s, {rate:,.0f} lectures/s."
    )


def many(number: int, one: str, several: str = "") -> str:
    """A number and what it counts: each word takes an s, unless `several` is given."""
    plural = several or " ".join(f"{word}s" for word in one.split(" "))
    return f"{number} {one if number < 2 else plural}"
