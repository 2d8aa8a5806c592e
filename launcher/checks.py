"""`./jalon check`: what a machine can judge without running the product. All steps run."""

from __future__ import annotations

import os
import subprocess
import time

from launcher import environment, site, suite
from launcher.environment import PYTHON
from launcher.paths import LAUNCHER, PACKAGE, ROOT
from launcher.speech import Stop, done, duration, failed, say

SHOWN = 60  # lines of what a failing step said
AUDIT = "dependency audit"


def python(*arguments: str) -> list[str]:
    """A module run by the environment's Python."""
    return [str(PYTHON), "-m", *arguments]


# To add a step: one line here. A step whose file does not exist yet is left out by `applies`.
STEPS: list[tuple[str, list[str]]] = [
    ("format", python("ruff", "format", "--check", ".")),
    ("lint", python("ruff", "check", ".")),
    ("types", python("mypy")),
    ("types of the launcher", python("mypy", "--config-file", str(LAUNCHER / "mypy.ini"))),
    ("import contracts", [str(PYTHON.with_name("lint-imports")), "--no-cache"]),
    ("no missing migration", python("django", "makemigrations", "--check", "--dry-run")),
    ("Django's own checks", python("django", "check", "--fail-level", "WARNING")),
    ("translations complete", [str(PYTHON), str(LAUNCHER / "translations.py")]),
    ("docs up to date", python("django", "docs", "--check")),
    (AUDIT, [str(PYTHON), str(LAUNCHER / "audit.py")]),
]


def main(arguments: list[str]) -> int:
    """Runs every step and prints what each failing one said; 1 if any failed."""
    if arguments:
        raise Stop(f"./jalon check takes no argument (got {' '.join(arguments)}).", 2)
    environment.ensure(development=True)
    wrong = 0
    notices: list[str] = []
    with site.surroundings(**suite.DATABASE) as env:
        for name, command in STEPS:
            if applies(name):
                wrong += 0 if passes(name, command, env, notices) else 1
    for notice in notices:
        say(f"\n  !!  {notice}")
    say(
        f"\n  Everything {'looked at ' if notices else ''}is in order."
        if not wrong
        else f"\n  {wrong} to mend."
    )
    return 1 if wrong else 0


def applies(name: str) -> bool:
    """Whether the project has what the step looks at."""
    if name == "docs up to date":
        return any(PACKAGE.glob("*/management/commands/docs.py"))
    return True


def passes(name: str, command: list[str], env: dict[str, str], notices: list[str]) -> bool:
    """Runs one step; True when it found nothing. What could not be looked at joins `notices`."""
    start = time.monotonic()
    told = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)
    seconds = time.monotonic() - start
    if told.returncode == 0:
        done(name, duration(seconds))
        if name == AUDIT and "NOT AUDITED" in told.stdout:
            notices.append(told.stdout.strip().replace("\n", "\n      "))
        return True
    failed(name, duration(seconds))
    said = (told.stdout + told.stderr).strip().splitlines()
    for line in said[:SHOWN]:
        say(f"      {line}")
    if len(said) > SHOWN:
        say(f"      … and {len(said) - SHOWN} more lines")
    return False


def fix(arguments: list[str]) -> int:
    """`./jalon fix`: formats, and mends what can be mended without thinking."""
    environment.ensure(development=True)
    env = dict(os.environ)
    where = arguments or ["."]
    mended = subprocess.run(python("ruff", "check", "--fix", *where), cwd=ROOT, env=env).returncode
    formatted = subprocess.run(python("ruff", "format", *where), cwd=ROOT, env=env).returncode
    return 1 if mended or formatted else 0
