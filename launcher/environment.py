"""The Python environment `.local/venv`, made from the locks and rebuilt only when they change."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from launcher import uv
from launcher.paths import LOCAL, LOGS, PACKAGE, ROOT, SOURCE, VENV
from launcher.speech import Stop, explain, say, step, tail

RUNTIME = ROOT / "requirements.lock"
DEVELOPMENT = ROOT / "requirements-dev.lock"
STAMP = VENV / "jalon.json"
PYTHON = VENV / "bin" / "python"
DISTRIBUTION = Path("/usr/bin")
AUTHORITIES = Path("/etc/ssl/certs/ca-certificates.crt")
ROOM_TO_BUILD = 1_500_000_000
ROOM_TO_START = 200_000_000


def ensure(development: bool = False) -> Path:
    """Makes sure that the environment holds what the lock says; its Python."""
    make_local()
    with alone("environment"):
        if not fits(development):
            development = development or stamped().get("development") is not None
            development = development or (VENV / "bin" / "pytest").exists()
            room(ROOM_TO_BUILD)
            with step(f"environment ({'development' if development else 'run time'})"):
                build(DEVELOPMENT if development else RUNTIME)
            write_stamp(development)
        else:
            room(ROOM_TO_START)
        compile_messages()
    return PYTHON


def make_local() -> None:
    """The private folder of this clone, which must be ours to write."""
    LOCAL.mkdir(parents=True, exist_ok=True)
    if not os.access(LOCAL, os.W_OK | os.X_OK):
        raise Stop(
            f"{LOCAL} belongs to another user (root, perhaps). Start Jalon as that user, "
            "or give the folder to this one, or delete it."
        )
    LOGS.mkdir(exist_ok=True)


@contextmanager
def alone(name: str) -> Iterator[None]:
    """Held by one launcher of this clone at a time; released by the kernel after a kill -9."""
    with (LOCAL / f"{name}.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"  … another ./jalon is busy with the {name}: waiting for it")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def fits(development: bool) -> bool:
    """Whether the environment was made from today's lock, for this folder and this Python."""
    stamp = stamped()
    lock = "development" if development else "runtime"
    wanted = {lock: digest(DEVELOPMENT if development else RUNTIME), **place()}
    return PYTHON.exists() and all(stamp.get(name) == value for name, value in wanted.items())


def place() -> dict[str, str]:
    """What an environment depends on beside its lock."""
    return {"folder": str(ROOT), "python": series()}


def series() -> str:
    """Of the Python that runs the launcher: "3.11"."""
    return ".".join(map(str, sys.version_info[:2]))


def interpreter() -> Path:
    """The Python that the environment is made with: ours, or the distribution's when it is quicker.

    Distributions build theirs from a profile; a Python compiled by hand seldom is, and takes a
    fifth to a third more of the processor for the same work.
    """
    settings = str(sysconfig.get_config_var("CONFIG_ARGS") or "")
    ours, theirs = Path(sys.executable), DISTRIBUTION / f"python{series()}"
    return theirs if "--enable-optimizations" not in settings and runs(theirs) else ours


def digest(lock: Path) -> str:
    """The SHA-256 of a lock file."""
    try:
        return hashlib.sha256(lock.read_bytes()).hexdigest()
    except FileNotFoundError:
        raise Stop(f"{lock.name} is missing: is this a whole clone?") from None


def stamped() -> dict[str, str | None]:
    """What the environment says of itself; empty when it was never finished."""
    try:
        read = json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}


def write_stamp(development: bool) -> None:
    """Written last, so that a build cut short is done again."""
    stamp = {**place(), "runtime": digest(RUNTIME)}
    stamp["development"] = digest(DEVELOPMENT) if development else None  # type: ignore[assignment]
    STAMP.write_text(json.dumps(stamp))


def build(lock: Path) -> None:
    """Brings the environment to the lock, every file checked against its hash."""
    tool = uv.find()
    whole = stamped().get("folder") in {None, str(ROOT)} and runs(PYTHON)
    STAMP.unlink(missing_ok=True)
    if not whole:
        shutil.rmtree(VENV, ignore_errors=True)
        ask(tool, "venv", "--python", str(interpreter()), "--no-project", str(VENV))
    ask(tool, "pip", "sync", "--require-hashes", "--python", str(PYTHON), str(lock))
    packages = next((VENV / "lib").glob("python3.*/site-packages"))
    (packages / "jalon.pth").write_text(f"{SOURCE}\n")


def runs(python: Path) -> bool:
    """Whether a Python starts, and is of the same series as ours."""
    code = "import sys; print('.'.join(map(str, sys.version_info[:2])))"
    try:
        told = subprocess.run([python, "-c", code], capture_output=True, text=True)
    except OSError:
        return False
    return told.stdout.strip() == series()


def ask(tool: Path, *arguments: str) -> None:
    """Runs uv, which never downloads another Python, and trusts whom this machine trusts."""
    log = LOGS / "environment.log"
    env = {**os.environ, "UV_PYTHON_DOWNLOADS": "never"}
    if AUTHORITIES.exists():
        env.setdefault("UV_SYSTEM_CERTS", "true")
    if not os.access(Path.home(), os.W_OK):
        env["UV_CACHE_DIR"] = str(LOCAL / "cache")
    with log.open("w") as output:
        told = subprocess.run([tool, *arguments], stdout=output, stderr=output, cwd=LOCAL, env=env)
    if told.returncode:
        raise Stop(
            explain(log.read_text(errors="replace"))
            or f"The environment could not be made (uv {arguments[0]}). It said:\n{tail(log)}"
        )


def room(bytes_needed: int) -> None:
    """Refuses to start what the disk cannot hold."""
    free = shutil.disk_usage(LOCAL).free
    if free < bytes_needed:
        raise Stop(
            f"Only {free // 1_000_000} MB are free where this clone is, and "
            f"{bytes_needed // 1_000_000} MB are needed. Free some space and start again."
        )


def compile_messages() -> None:
    """Compiles the translations whose source is newer."""
    for source in PACKAGE.glob("locale/*/LC_MESSAGES/*.po"):
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        babel = [str(PYTHON), "-m", "babel.messages.frontend", "compile"]
        files = ["--input-file", str(source), "--output-file", str(compiled)]
        locale = ["--locale", source.parent.parent.name]
        told = subprocess.run([*babel, *files, *locale], capture_output=True, text=True)
        if told.returncode:
            raise Stop(f"{source.relative_to(ROOT)} does not compile:\n{told.stderr.strip()}")
