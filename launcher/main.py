"""Reads the command line and runs one command."""

from __future__ import annotations

import sys
from collections.abc import Callable
from difflib import get_close_matches

from launcher import checks, commands, demo, lock, serve, suite
from launcher.processes import Ended
from launcher.speech import Stop, disk_sentence, paint, say

COMMANDS: dict[str, tuple[Callable[[list[str]], int], str]] = {
    "demo": (demo.main, "the site, with a territory and its people  [--people N --port N --reset]"),
    "demo --check": (demo.main, "the same, then walks the main journey over HTTP and stops"),
    "test": (suite.main, "all the tests; what follows is for pytest"),
    "check": (checks.main, "format, lint, types, import contracts, migrations, translations, docs"),
    "fix": (checks.fix, "formats, and mends what lint can mend"),
    "bench": (commands.bench, "measures; alone, lists what  [NAME --json]"),
    "import": (commands.import_, "people FILE: a département's list (CSV or XLSX)"),
    "audit": (commands.audit, "the register of readings  [verify, export, prove ID, key]"),
    "manage": (commands.manage, "Django's commands (migrate, shell, …)"),
    "serve": (serve.main, "production: DATABASE_URL, SECRET_KEY, JALON_VAULT_KEY, …"),
    "lock": (lock.main, "writes requirements*.lock from pyproject.toml  [--upgrade]"),
}


def main(arguments: list[str]) -> int:
    """Runs the command; turns what went wrong into one sentence and an exit code."""
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        return listing()
    try:
        return find(arguments[0])(arguments[1:])
    except Stop as stop:
        complain(stop.sentence)
        return stop.status
    except OSError as error:
        sentence = disk_sentence(error)
        if sentence is None:
            raise
        complain(sentence)
        return 1
    except (KeyboardInterrupt, Ended):
        return 130


def find(name: str) -> Callable[[list[str]], int]:
    """The command of that name."""
    if name in COMMANDS and " " not in name:
        return COMMANDS[name][0]
    close = get_close_matches(name, COMMANDS, 1)
    perhaps = f" Did you mean {close[0]!r}?" if close else ""
    raise Stop(f"There is no command {name!r}.{perhaps} ./jalon alone lists them.", 2)


def listing() -> int:
    """What can be done."""
    say("Jalon: one dossier per person, shared live by all who support them.\n")
    for name, (_, what) in COMMANDS.items():
        say(f"  ./jalon {paint(f'{name:<13}', 'bold')} {what}")
    return 0


def complain(sentence: str) -> None:
    """The sentence, on the error output."""
    sys.stdout.flush()
    print(f"jalon: {sentence}", file=sys.stderr, flush=True)
