"""`./jalon test`: all the tests, in an environment that has what they need."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from launcher import environment, site
from launcher.paths import LOGS
from launcher.processes import foreground
from launcher.speech import Stop, explain, say, step, tail

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PACKAGES = ["chromium", "fonts-dejavu-core"]
HOW = (
    "Chromium is missing: the browser tests will FAIL (they are never skipped in silence).\n"
    "  Install it: sudo apt-get install chromium\n"
    "  or name one: JALON_CHROMIUM=/path/to/chromium ./jalon test\n"
    "  or leave them out knowingly: ./jalon test -m 'not browser'"
)


def main(arguments: list[str]) -> int:
    """Makes the environment, the database and the browser ready, then hands over to pytest."""
    environment.ensure(development=True)
    browser = ready_browser()
    with site.surroundings() as env:
        if browser:
            env["JALON_CHROMIUM"] = browser
        return foreground([str(environment.PYTHON), "-m", "pytest", *parallel(arguments)], env)


def parallel(arguments: list[str]) -> list[str]:
    """The whole suite runs on two cores; a chosen part runs as asked."""
    if not arguments and (os.cpu_count() or 1) > 1:
        return ["-n", "2"]
    return arguments


def ready_browser() -> str:
    """The path of Chromium, installed if we may; empty, and said loudly, if we may not."""
    found = find_browser()
    if not found and os.geteuid() == 0 and shutil.which("apt-get"):
        with step("Chromium"):
            install()
        found = find_browser()
    if not found:
        say(f"\n  !! {HOW}\n")
    return found


def find_browser() -> str:
    """The browser named by JALON_CHROMIUM, else the first on the PATH."""
    named = os.environ.get("JALON_CHROMIUM")
    if named:
        if not Path(named).is_file():
            raise Stop(f"JALON_CHROMIUM={named}: there is no such file.")
        return named
    return next((path for name in BROWSERS if (path := shutil.which(name))), "")


def install() -> None:
    """Debian's Chromium, without questions."""
    log = LOGS / "chromium.log"
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *PACKAGES]
    with log.open("w") as output:
        for attempt in (command, ["apt-get", "update"], command):
            told = subprocess.run(attempt, stdout=output, stderr=output, env=env)
            if told.returncode == 0 and attempt is command:
                return
    raise Stop(
        explain(log.read_text(errors="replace"))
        or f"Chromium could not be installed. apt-get said:\n{tail(log)}"
    )
