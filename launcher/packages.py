"""Packages of the system, installed without questions where we may: as root, on a Debian."""

from __future__ import annotations

import os
import shutil
import subprocess

from launcher.paths import LOGS
from launcher.speech import Stop, explain, tail


def may_install() -> bool:
    """Whether this machine lets us install packages."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(what: str, packages: list[str]) -> None:
    """Installs packages, refreshing their list once if need be; Stop says what apt-get said."""
    log = LOGS / f"{what.lower()}.log"
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    with log.open("w") as output:
        for attempt in (command, ["apt-get", "update"], command):
            told = subprocess.run(attempt, stdout=output, stderr=output, env=env)
            if told.returncode == 0 and attempt is command:
                return
    raise Stop(
        explain(log.read_text(errors="replace"))
        or f"{what} could not be installed. apt-get said:\n{tail(log)}"
    )
