"""Finds uv, or brings a private one: through pip, and on a bare Debian through Debian's own pip."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from launcher.paths import LAUNCHER, LOCAL, LOGS
from launcher.speech import Stop, explain, step, tail

OLDEST = (0, 5)
PRIVATE = LOCAL / "uv"
LOCK = LAUNCHER / "uv.lock"


def find() -> Path:
    """The uv to use: the one on the PATH when recent enough, else a private one."""
    on_path = shutil.which("uv")
    if on_path and version(Path(on_path)) >= OLDEST:
        return Path(on_path)
    private = PRIVATE / "bin" / "uv"
    if version(private) != pinned():
        with step("uv (the installer), privately"):
            bring()
    return private


def version(uv: Path) -> tuple[int, ...]:
    """The version of a uv; (0,) when it does not run."""
    try:
        told = subprocess.run([uv, "--version"], capture_output=True, text=True, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return (0,)
    found = re.match(r"uv (\d+(?:\.\d+)*)", told.stdout)
    return tuple(map(int, found[1].split("."))) if found and told.returncode == 0 else (0,)


def pinned() -> tuple[int, ...]:
    """The version that our lock names."""
    found = re.search(r"^uv==(\d+(?:\.\d+)*)", LOCK.read_text(), re.MULTILINE)
    assert found, f"{LOCK} names no version of uv"
    return tuple(map(int, found[1].split(".")))


def bring() -> None:
    """Installs uv into `.local/uv`, its hash checked, with the first pip that works."""
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / "uv.log"
    log.write_text("")
    for way in (pip_of_this_python, pip_of_a_venv, pip_of_debian):
        pip = way(log)
        if pip and install(pip, log):
            return
    raise Stop(
        explain(log.read_text(errors="replace"))
        or "uv could not be installed: no pip could do it here (no network, perhaps).\n"
        "Install uv or python3-pip, then start again. What was tried:\n"
        + tail(log)
    )


def install(pip: list[str], log: Path) -> bool:
    """Asks a pip for uv, hashes required; True when the private uv runs."""
    fresh = PRIVATE.with_name("uv.new")
    shutil.rmtree(fresh, ignore_errors=True)
    asked = [*pip, "install", "--require-hashes", "--no-deps", "--only-binary", ":all:"]
    asked += ["--target", str(fresh), "--requirement", str(LOCK)]
    if not tried(asked, log) or version(fresh / "bin" / "uv") != pinned():
        return False
    shutil.rmtree(PRIVATE, ignore_errors=True)
    fresh.rename(PRIVATE)
    return True


def pip_of_this_python(log: Path) -> list[str] | None:
    """`python3 -m pip`, when there is one."""
    pip = [sys.executable, "-m", "pip"]
    return pip if tried([*pip, "--version"], log) else None


def pip_of_a_venv(log: Path) -> list[str] | None:
    """The pip that a new virtual environment brings, when this Python can make one."""
    place = LOCAL / "pip"
    made = tried([sys.executable, "-m", "venv", "--clear", str(place)], log)
    return [str(place / "bin" / "python"), "-m", "pip"] if made else None


def pip_of_debian(log: Path) -> list[str] | None:
    """Debian's wheel of pip, fetched by apt, unpacked here: needs no rights, installs nothing."""
    if not (shutil.which("apt-get") and shutil.which("dpkg")):
        return None
    place = LOCAL / "apt"
    shutil.rmtree(place, ignore_errors=True)
    for folder in ("lists/partial", "cache/archives/partial"):
        (place / folder).mkdir(parents=True)
    private = [f"Dir::State::lists={place}/lists", f"Dir::Cache={place}/cache"]
    private += ["APT::Sandbox::User=root"] if os.geteuid() == 0 else []
    options = [word for setting in private for word in ("-o", setting)]
    download = ["download", "python3-pip-whl"]
    fetched = tried(["apt-get", *download], log, place) or (
        tried(["apt-get", *options, "update"], log, place)
        and tried(["apt-get", *options, *download], log, place)
    )
    packages = sorted(place.glob("python3-pip-whl_*.deb"))
    if not (fetched and packages):
        return None
    if not tried(["dpkg", "-x", str(packages[-1]), str(place / "root")], log):
        return None
    wheels = sorted((place / "root").glob("usr/share/python-wheels/pip-*.whl"))
    return [sys.executable, str(wheels[-1] / "pip")] if wheels else None


def tried(command: list[str], log: Path, folder: Path | None = None) -> bool:
    """Runs a command into the log; True when it succeeded."""
    with log.open("a") as output:
        output.write(f"$ {' '.join(command)}\n")
        output.flush()
        try:
            told = subprocess.run(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd=folder
            )
        except OSError as error:
            output.write(f"{error}\n")
            return False
    return told.returncode == 0
