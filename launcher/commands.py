"""The short commands: manage, import, audit, bench."""

from __future__ import annotations

from pathlib import Path

from launcher import environment, site
from launcher.paths import PACKAGE
from launcher.processes import foreground
from launcher.speech import Stop, say

BENCH = PACKAGE / "bench"
BENCH_SETTINGS = {"shared_buffers": "1GB", "effective_cache_size": "4GB", "max_wal_size": "8GB"}


def manage(arguments: list[str]) -> int:
    """Hands over to Django's own commands."""
    environment.ensure()
    with site.surroundings() as env:
        return foreground([str(environment.PYTHON), "-m", "django", *arguments], env)


def import_(arguments: list[str]) -> int:
    """`import people FILE`."""
    if len(arguments) < 2 or arguments[0] != "people":
        raise Stop("Say what to import: ./jalon import people FILE", 2)
    file = Path(arguments[1]).expanduser()
    if not file.is_file():
        raise Stop(f"There is no file {arguments[1]}.", 2)
    return manage(["import_people", str(file.resolve()), *arguments[2:]])


def audit(arguments: list[str]) -> int:
    """`audit verify` and the rest: the register of readings, for who answers for it."""
    environment.ensure()
    with site.surroundings() as env:
        command = [str(environment.PYTHON), "-m", "django", "audit", *(arguments or ["--help"])]
        return foreground(command, site.with_seals(env))


def bench(arguments: list[str]) -> int:
    """`bench NAME [--json]`; alone, lists the names."""
    names = benches()
    if not arguments or arguments[0].startswith("-"):
        say("./jalon bench NAME [--json]\n")
        for name, what in names.items():
            say(f"  {name:<12} {what}")
        return 0
    if arguments[0] not in names:
        raise Stop(f"There is no bench {arguments[0]!r}. There are: {', '.join(names)}.", 2)
    environment.ensure(development=True)
    with site.surroundings(**BENCH_SETTINGS) as env:
        return foreground([str(environment.PYTHON), "-m", "jalon.bench", *arguments], env)


def benches() -> dict[str, str]:
    """The modules of `jalon.bench` that have a `measure`, each with its first line."""
    found = {}
    for file in sorted([*BENCH.glob("*.py"), *BENCH.glob("*/__init__.py")]):
        name = file.parent.name if file.name == "__init__.py" else file.stem
        text = file.read_text()
        if name not in {"bench", "__main__"} and "\ndef measure(" in text:
            found[name.rstrip("_")] = (
                text.lstrip().removeprefix('"""').split("\n")[0].rstrip('"').strip()
            )
    return found
