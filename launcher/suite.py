"""`./jalon test`: all the tests, in an environment that has what they need."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from launcher import documents, environment, packages, site
from launcher.processes import foreground
from launcher.speech import Stop, say, step

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
PACKAGES = ["chromium-headless-shell", "fonts-dejavu-core"]  # lighter than the whole browser
HOW = (
    "Chromium is missing: the browser tests will FAIL (they are never skipped in silence).\n"
    "  Install it: sudo apt-get install chromium-headless-shell\n"
    "  or name one: JALON_CHROMIUM=/path/to/chromium ./jalon test\n"
    "  or leave them out knowingly: ./jalon test -m 'not browser'"
)
# What tests and checks write is not kept: nothing waits for a disk.
DATABASE = {"fsync": "off", "full_page_writes": "off", "checkpoint_timeout": "1h"}
NO_VERIFIER = (
    "Poppler is missing: the tests of signed contracts will FAIL (never skipped in silence).\n"
    "  Install it: sudo apt-get install poppler-utils"
)


def main(arguments: list[str]) -> int:
    """Makes the environment, the database and the browser ready, then hands over to pytest."""
    environment.ensure(development=True)
    documents.ready()
    ready_verifier()
    browser = ready_browser()
    with site.surroundings(**DATABASE) as env:
        if browser:
            env["JALON_CHROMIUM"] = browser
        if not arguments:
            env["JALON_TEST_TEMPLATE"] = made_once(env)
        return foreground([str(environment.PYTHON), "-m", "pytest", *parallel(arguments)], env)


def parallel(arguments: list[str]) -> list[str]:
    """The whole suite runs on two cores; a chosen part runs as asked."""
    if not arguments and (os.cpu_count() or 1) > 1:
        return ["-n", "3", "--dist", "worksteal"]
    return arguments


def made_once(env: dict[str, str]) -> str:
    """A migrated database, which each process of the whole suite copies: migrating takes 10 s."""
    command = [str(environment.PYTHON), "-m", "tests.template"]
    with step("database of the tests"):
        told = subprocess.run(
            command, env=env | {"JALON_TEST_DB": "template"}, capture_output=True, text=True
        )
        if told.returncode:
            raise Stop(f"The database of the tests cannot be made:\n{told.stderr[-2000:]}")
    return "test_jalon_template"


def ready_browser() -> str:
    """The path of Chromium, installed if we may; empty, and said loudly, if we may not."""
    found = find_browser()
    if not found and packages.may_install():
        with step("Chromium"):
            packages.install("Chromium", PACKAGES)
        found = find_browser()
    if not found:
        say(f"\n  !! {HOW}\n")
    return found


def ready_verifier() -> None:
    """Poppler's pdfsig, by which tests verify signatures without our code; said if missing."""
    if shutil.which("pdfsig") is None and packages.may_install():
        with step("Poppler"):
            packages.install("Poppler", ["poppler-utils"])
    if shutil.which("pdfsig") is None:
        say(f"\n  !! {NO_VERIFIER}\n")


def find_browser() -> str:
    """The browser named by JALON_CHROMIUM, else the first on the PATH."""
    named = os.environ.get("JALON_CHROMIUM")
    if named:
        if not Path(named).is_file():
            raise Stop(f"JALON_CHROMIUM={named}: there is no such file.")
        return named
    return next((path for name in BROWSERS if (path := shutil.which(name))), "")
