"""Tries the mutants of the rules against their tests: each in a fork of a process that is ready.

No file is touched: the child loads the changed tree in place of the module, and everything that
depends on it anew. A mutant is killed when a test fails, or when nothing answers in a minute of
processor time (ten minutes of a clock, for what would wait for ever).
"""

import argparse
import ast
import gc
import importlib.abc
import importlib.util
import os
import random
import resource
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import django
import pytest
from django.db import connections
from django.test import utils as test_utils

from tests.mutation.equivalent import EQUIVALENT
from tests.mutation.mutants import Mutant, mutants

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 60
DESK = ("calls", "projects", "letters", "appraisal", "grants")
TRIED: dict[str, tuple[str, ...]] = {
    "jalon.access.policy": ("rights", "capacities", "levels", "effective", "blocks"),
    "jalon.dossiers.rules": ("", "links", "ways_in"),
    **{f"jalon.{room}.rules": ("",) for room in DESK},
}
TESTS: dict[str, tuple[str, ...]] = {
    "jalon.access.policy": (
        "tests/access/test_policy.py",
        "tests/access/test_rights.py",
        "tests/access/test_narrowing.py",
    ),
    "jalon.dossiers.rules": (
        "tests/dossiers/rules/test_ties.py",
        "tests/dossiers/rules/test_permissions.py",
    ),
    **{f"jalon.{room}.rules": (f"tests/{room}/test_rules.py",) for room in DESK},
}
# What is loaded anew with a changed module: whatever may have taken a name from it.
STALE: dict[str, tuple[str, ...]] = {
    "jalon.access.policy": ("jalon.access.policy", "tests.access"),
    "jalon.dossiers.rules": (
        "jalon.dossiers.rules",
        "jalon.dossiers.queries",
        "tests.dossiers",
    ),
    **{f"jalon.{room}.rules": (f"jalon.{room}.rules", f"tests.{room}.test_rules") for room in DESK},
}


@dataclass
class Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives the changed tree when its module is asked for."""

    name: str
    file: Path
    tree: ast.Module

    def find_spec(self, name: str, path: Any, target: Any = None) -> Any:
        if name != self.name:
            return None
        is_package = self.file.name == "__init__.py"
        spec = importlib.util.spec_from_loader(name, self, is_package=is_package)
        if spec and is_package:
            spec.submodule_search_locations = [str(self.file.parent)]
        return spec

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.tree, str(self.file), "exec"), module.__dict__)


def survives(package: str, name: str, file: Path, tree: ast.Module) -> bool:
    """Whether every test passes with this tree in place of the module."""
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE))
        signal.alarm(10 * PATIENCE)
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        code: int = 1
        try:
            test_utils.setup_databases = no_database  # type: ignore[assignment]
            forget(STALE[package])
            sys.meta_path.insert(0, Changed(name, file, tree))
            code = tried(package)
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == 0


def no_database(*_: Any, **__: Any) -> list[Any]:
    """In a child: the one that the run before the first change has left is ready."""
    return []


def forget(stale: Sequence[str]) -> None:
    """Out of the modules, and out of the package that would give the former one by its name."""
    for name in list(sys.modules):
        if any(name == one or name.startswith(f"{one}.") for one in stale):
            del sys.modules[name]
            package, _, last = name.rpartition(".")
            vars(sys.modules.get(package, sys)).pop(last, None)


def tried(package: str) -> int:
    tests = [test for test in TESTS[package] if (ROOT / test).exists()]
    return int(
        pytest.main(["-x", "-q", "--reuse-db", "-p", "no:randomly", "-p", "no:xdist", *tests])
    )


def try_module(package: str, name: str, share: float) -> tuple[int, int, int]:
    """How many mutants were tried, how many a test saw, how many change nothing."""
    file = Path(str(importlib.util.find_spec(name).origin))  # type: ignore[union-attr]
    source = file.read_text()
    if tried(package):  # here, so that each child finds everything else already loaded
        sys.exit(f"{name}: its tests fail without any change.")
    connections.close_all()
    gc.freeze()
    chosen = [one for one in mutants(source) if random.random() < share]
    killed, same = 0, 0
    for one in chosen:
        if not survives(package, name, file, one.tree):
            killed += 1
        elif is_equivalent(name, one):
            same += 1
        else:
            print(f"  lives  {name} {one}", flush=True)
    print(f"{name}: {killed} of {len(chosen) - same} seen, {same} change nothing", flush=True)
    return len(chosen), killed, same


def is_equivalent(name: str, one: Mutant) -> bool:
    return any((module, was, now) == (name, one.was, one.now) for module, was, now, _ in EQUIVALENT)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser("python3 -m tests.mutation", description=__doc__)
    parser.add_argument("module", nargs="*", help="jalon.access.policy.rights…; all by default")
    parser.add_argument("--share", type=float, default=1.0, help="of the mutants, drawn at random")
    parser.add_argument("--seed", type=int, default=0, help="of the draw")
    options = parser.parse_args(arguments)
    random.seed(options.seed)
    os.chdir(ROOT)
    django.setup()
    total = [0, 0, 0]
    for package, modules in TRIED.items():
        for module in modules:
            name = f"{package}.{module}".rstrip(".")
            if not options.module or name in options.module or package in options.module:
                found = try_module(package, name, options.share)
                total = [sum(pair) for pair in zip(total, found, strict=True)]
    tried_, killed, same = total
    score = 100 * killed / max(1, tried_ - same)
    print(f"{score:.1f} % of {tried_ - same} mutants seen; {same} more change nothing")
    return 0 if score >= 95 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
