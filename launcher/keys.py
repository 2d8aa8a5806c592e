"""The secrets of this clone, made once, in `.local/secrets.env`, readable by its owner only."""

from __future__ import annotations

import os
import secrets

from launcher.environment import alone
from launcher.paths import LOCAL

FILE = LOCAL / "secrets.env"
NAMES = ("SECRET_KEY", "JALON_VAULT_KEY")


def local() -> dict[str, str]:
    """The secrets of the demonstration and of the tests; made at the first call."""
    with alone("secrets"):
        found = read()
        missing = [name for name in NAMES if name not in found]
        if missing:
            found |= {name: secrets.token_urlsafe(48) for name in missing}
            keep(found)
    return found


def keep(found: dict[str, str]) -> None:
    """Writes the file at once: whole, or not at all."""
    fresh = FILE.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.writelines(f"{name}={value}\n" for name, value in found.items())
    fresh.replace(FILE)


def read() -> dict[str, str]:
    """What the file holds; empty when there is none."""
    try:
        lines = FILE.read_text().splitlines()
    except FileNotFoundError:
        return {}
    return dict(line.split("=", 1) for line in lines if "=" in line)
