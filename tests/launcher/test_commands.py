"""What the command line answers before anything is started."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.launcher.conftest import ROOT, Clone


def test_alone_lists_the_commands(clone: Clone) -> None:
    told = clone.jalon()
    names = [line.split()[1] for line in told.stdout.splitlines() if "./jalon " in line]
    assert names == [
        "demo", "demo", "test", "check", "fix", "bench", "import", "audit", "manage", "serve",
        "lock",
    ]  # fmt: skip
    assert told.returncode == 0


def test_an_unknown_command_is_one_sentence(clone: Clone) -> None:
    told = clone.jalon("tset")
    assert told.stderr == (
        "jalon: There is no command 'tset'. Did you mean 'test'? ./jalon alone lists them.\n"
    )
    assert told.returncode == 2


@pytest.mark.parametrize("port", ["0", "65535", "http", "-1"])
def test_a_port_that_is_not_one_is_named(clone: Clone, port: str) -> None:
    told = clone.jalon("demo", f"--port={port}")
    assert f"{port!r} is not a port (1 to 65534)" in told.stderr
    assert told.returncode == 2


def test_importing_a_file_that_is_not_there(clone: Clone) -> None:
    told = clone.jalon("import", "people", "/nowhere/list.csv")
    assert told.stderr == "jalon: There is no file /nowhere/list.csv.\n"


def test_an_unknown_bench_names_the_known_ones(clone: Clone) -> None:
    told = clone.jalon("bench", "speed")
    assert told.stderr.startswith("jalon: There is no bench 'speed'. There are: ")


def test_the_launcher_needs_only_the_standard_library() -> None:
    """Isolated from every installed package (-I -S), the list of commands still comes."""
    told = subprocess.run(
        [sys.executable, "-ISs", str(ROOT / "jalon")], capture_output=True, text=True
    )
    assert told.stdout.startswith("Jalon: one dossier per person")


def test_ci_runs_both_even_when_the_first_fails(tmp_path: Path) -> None:
    """A copy of .ci/run beside a `jalon` that fails at `check` and notes what it was asked."""
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", tmp_path / ".ci" / "run")
    (tmp_path / "jalon").write_text('#!/bin/sh\necho "$1" >> asked\ntest "$1" = test\n')
    (tmp_path / "jalon").chmod(0o755)
    told = subprocess.run([str(tmp_path / ".ci" / "run")])
    assert sorted((tmp_path / "asked").read_text().split()) == ["check", "test"]  # side by side
    assert told.returncode == 1
