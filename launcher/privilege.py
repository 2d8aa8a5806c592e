"""PostgreSQL refuses to run as root: under root, it runs as somebody else."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

from launcher.paths import LOCAL
from launcher.speech import Stop

NOBODY = 65534
MAPPED = ["unshare", "-U", "--map-user=1000", "--map-group=1000", "--"]
LOWERED = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
REACHING = ["--inh-caps=-all,+dac_override", "--ambient-caps=-all,+dac_override"]
REACHING += ["--securebits=+no_setuid_fixup"]  # access(2) would forget the right otherwise


class Disguise(NamedTuple):
    """How to start PostgreSQL here: what stands before the command, and who owns its files."""

    prefix: list[str]
    owner: int


def disguise(postgres: Path) -> Disguise:
    """None needed for an ordinary user; a user namespace for root; else the user nobody.

    When nobody cannot reach the clone (in /root, say), the server keeps the right to walk through
    folders, where the container allows it.
    """
    if os.geteuid() != 0:
        return Disguise([], os.geteuid())
    reach = ["test", "-x", str(postgres), "-a", "-x", str(LOCAL)]
    for way in (
        Disguise(MAPPED, 0),
        Disguise([*LOWERED, "--"], NOBODY),
        Disguise([*LOWERED, *REACHING, "--"], NOBODY),
    ):
        if shutil.which(way.prefix[0]) and works([*way.prefix, *reach]):
            return way
    raise Stop(
        "PostgreSQL refuses to run as root, this machine blocks user namespaces, and the user "
        "nobody cannot reach this folder.\nStart ./jalon as an ordinary user, or move the clone "
        "where all users can read it, or set DATABASE_URL to a server of yours."
    )


def works(command: list[str]) -> bool:
    """Whether a command succeeds."""
    try:
        return subprocess.run(command, capture_output=True).returncode == 0
    except OSError:
        return False


def hand_over(folder: Path, owner: int) -> None:
    """Gives a folder and all that it holds to the server's user, when root and when needed."""
    if os.geteuid() != 0 or not folder.exists() or folder.stat().st_uid == owner:
        return
    for parent, folders, files in os.walk(folder, topdown=False):
        for name in [*folders, *files]:
            os.lchown(os.path.join(parent, name), owner, owner)
    os.chown(folder, owner, owner)
