import json
import os
import sys
import time
from argparse import ArgumentParser
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jalon.journal.exporting import Unreadable, append_new, lines_after, read_lines
from jalon.journal.models import Seal
from jalon.journal.proofs import NotProvable, prove
from jalon.journal.sayings import language_of
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
            with translation.override(language_of(os.environ)):
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
                _("Sans lignes exportées (--roots), des sceaux coupés à la fin ne se voient pas.")
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
            added = ngettext("%(n)s sceau ajouté", "%(n)s sceaux ajoutés", _as(count)) % {
                "n": count
            }
            self.stdout.write(f"{added} : {options['to']}.")
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
        readings = ngettext("%(n)s lecture scellée", "%(n)s lectures scellées", _as(sum(sealed)))
        into = _("%(readings)s, en %(seals)s.")
        said = {"readings": readings % {"n": sum(sealed)}, "seals": seals(len(sealed))}
        self.stdout.write(into % said)


def told(verdict: Verdict, seconds: float) -> str:
    """How much was read again, how fast, and where the register stops."""
    count, purged = verdict.readings, verdict.purged
    rate = count / seconds if seconds else 0
    until = _("jusqu’au %(date)s UTC")
    last = until % {"date": f"{verdict.last.at:%d/%m/%Y %H:%M:%S}"} if verdict.last else ""
    whole = _(
        "%(state)s : %(readings)s, %(seals)s (%(last)s), %(purged)s à leur terme, "
        "%(waiting)s en attente de sceau ; %(seconds)s s, %(rate)s lectures/s."
    )
    return whole % {
        "state": _("REGISTRE ALTÉRÉ") if verdict.wrong else _("Registre intact"),
        "readings": ngettext("%(n)s lecture relue", "%(n)s lectures relues", _as(count))
        % {"n": count},
        "seals": seals(verdict.seals),
        "last": last or _("aucun sceau"),
        "purged": ngettext("%(n)s lecture purgée", "%(n)s lectures purgées", _as(purged))
        % {"n": purged},
        "waiting": verdict.waiting,
        "seconds": f"{seconds:.1f}",
        "rate": f"{rate:,.0f}",
    }


def seals(count: int) -> str:
    return ngettext("%(n)s sceau", "%(n)s sceaux", _as(count)) % {"n": count}


def _as(count: int) -> int:
    """In French, none is said as one is."""
    return count or int(translation.get_language() == "fr")
