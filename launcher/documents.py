"""Pango, by which documents (PDF) are drawn: a library of the system that no lock can bring.

Without it the site works; only documents are refused, with a sentence.
"""

from __future__ import annotations

from ctypes.util import find_library

from launcher import packages
from launcher.paths import LOGS
from launcher.speech import Stop, say, step

LIBRARIES = ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset")
PACKAGES = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"]
HOW = (
    "Pango is missing: documents (PDF) will be refused, everything else works.\n"
    f"  Install it: sudo apt-get install {' '.join(PACKAGES)}"
)


def missing() -> list[str]:
    """The libraries that documents need and that this machine has not."""
    return [name for name in LIBRARIES if find_library(name) is None]


def ready(install: bool = True) -> bool:
    """Whether documents can be made; installs what they need if we may, else says what to do."""
    if missing() and install and packages.may_install():
        LOGS.mkdir(parents=True, exist_ok=True)
        try:
            with step("Pango"):
                packages.install("Pango", PACKAGES)
        except Stop as stop:
            say(f"\n  {stop.sentence}")
    if missing():
        say(f"\n  !! {HOW}\n")
        return False
    return True
