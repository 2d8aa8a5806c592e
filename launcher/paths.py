"""Where things are in a clone. Everything that a machine makes goes into `.local/`."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src"
PACKAGE = SOURCE / "jalon"
LAUNCHER = ROOT / "launcher"
LOCAL = Path(os.environ.get("JALON_LOCAL") or ROOT / ".local")
VENV = Path(os.environ.get("JALON_VENV") or LOCAL / "venv")
LOGS = LOCAL / "logs"
POSTGRES = LOCAL / "postgres"
STATIC = LOCAL / "static"
SEALS = LOCAL / "seals.txt"  # what the demonstration's keeper exports, outside its database


def sockets() -> Path:
    """The folder of the database's socket: short, because a socket's path is at most 107 bytes."""
    key = hashlib.sha256(str(LOCAL.resolve()).encode()).hexdigest()[:12]
    return Path("/tmp") / f"jalon-{os.geteuid()}-{key}"


def shown(path: Path) -> str:
    """A path as a person reads it: from the clone when it is inside."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)
