"""`./jalon lock`: writes the locks again from `pyproject.toml`, every file with its hash."""

from __future__ import annotations

import subprocess
from pathlib import Path

from launcher import environment, uv
from launcher.paths import LAUNCHER, ROOT
from launcher.speech import Stop, step

OPTIONS = ["--generate-hashes", "--no-annotate", "--no-header", "--universal", "--quiet"]
OPTIONS += ["--no-emit-index-url", "--no-emit-find-links", "--python-version", "3.11"]
LOCKS = {
    "requirements.lock": ["pyproject.toml"],
    "requirements-dev.lock": ["pyproject.toml", "--group", "dev"],
}


def main(arguments: list[str]) -> int:
    """Resolves both; `--upgrade` (or another option of `uv pip compile`) is passed on."""
    environment.make_local()
    tool = uv.find()
    for name, source in LOCKS.items():
        with step(name):
            compile_lock(tool, [*source, "--output-file", str(ROOT / name), *arguments])
    if "--upgrade" in arguments:
        with step("launcher/uv.lock"):
            compile_lock(tool, ["-", "--output-file", str(LAUNCHER / "uv.lock"), *arguments], "uv")
    return 0


def compile_lock(tool: Path, arguments: list[str], text: str = "") -> None:
    """One lock; its errors are uv's own."""
    told = subprocess.run(
        [str(tool), "pip", "compile", *OPTIONS, *arguments],
        input=text,
        text=True,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )
    if told.returncode:
        raise Stop("The lock was not written: see above.")
