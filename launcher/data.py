"""The data of the demonstration: made once, brought to this version, or started anew."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import time

from launcher import database, environment
from launcher.paths import LAUNCHER, LOCAL, PACKAGE, SEALS
from launcher.processes import attended
from launcher.speech import Stop, done, duration, explain, say

READY = re.compile(r"jalon demonstration, people: (\d+), schema: (\w+)")
BYTES_PER_PERSON = 100_000  # twice what one takes, with its journal and its indexes
REFUSED, CUT_SHORT = 3, 4
LOGINS = LOCAL / "logins.json"
COMMENT = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = '{}'"


def ready(people: int, env: dict[str, str], reset: bool) -> None:
    """Data of this version in the database; a demonstration cut short is made again."""
    if reset:
        empty()
    elif as_we_left_it(people):
        return
    LOGINS.unlink(missing_ok=True)
    environment.room(environment.ROOM_TO_START + people * BYTES_PER_PERSON)
    program = [str(environment.PYTHON), str(LAUNCHER / "prepare.py"), str(people), schema()]
    began = time.monotonic()
    code = attended(program, env)
    if code == CUT_SHORT:
        say("  The last demonstration was cut short while it was being made: making it again.")
        empty()
        code = attended(program, env)
    if code == REFUSED:
        raise Stop("The demonstration was not started.")
    if code:
        said = database.LOG.read_text(errors="replace") if database.LOG.exists() else ""
        raise Stop(explain(said) or "The data could not be prepared: see above.")
    done("data", duration(time.monotonic() - began))


def as_we_left_it(people: int) -> bool:
    """Whether the embedded database holds a demonstration of this very version (a 20 ms look)."""
    if database.external():
        return False
    server = database.locate()
    query = server.program("psql", "-At", "-c", COMMENT.format(database.NAME), "postgres")
    found = READY.fullmatch(subprocess.run(query, capture_output=True, text=True).stdout.strip())
    if not found or found[2] != schema():
        return False
    if int(found[1]) != people:
        say(f"  The demonstration holds {found[1]} people; for {people}, add --reset.")
    return True


def schema() -> str:
    """What the data depend on: our migrations, and those of the packages."""
    seen = hashlib.sha256(environment.RUNTIME.read_bytes())
    for file in sorted(PACKAGE.glob("*/migrations/*.py")):
        seen.update(str(file.relative_to(PACKAGE)).encode() + file.read_bytes())
    return seen.hexdigest()[:16]


def empty() -> None:
    """An empty database: only the embedded one, never one that was given."""
    if database.external():
        raise Stop("--reset is for the embedded database; empty the one of DATABASE_URL yourself.")
    SEALS.unlink(missing_ok=True)
    with database.running() as server:
        database.empty(server)


def logins(env: dict[str, str], fresh: bool) -> list[dict[str, str]]:
    """One account per role, as the demonstration told them (asked anew when `fresh`)."""
    if not fresh and LOGINS.exists():
        kept: list[dict[str, str]] = json.loads(LOGINS.read_text())
        return kept
    command = [str(environment.PYTHON), "-m", "django", "demo_logins", "--json"]
    told = subprocess.run(command, env=env, capture_output=True, text=True)
    if told.returncode:
        raise Stop(f"The accounts could not be listed:\n{told.stderr.strip()}")
    found: list[dict[str, str]] = json.loads(told.stdout.strip().splitlines()[-1])
    LOGINS.write_text(json.dumps(found))
    return found
