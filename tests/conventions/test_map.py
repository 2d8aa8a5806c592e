"""The map of the house is enforced, and a wall that is broken on purpose is seen to hold."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command; lint_imports_command()",
            "--no-cache",
        ],
        cwd=root,
        env={"PYTHONPATH": str(root / "src"), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The code alone, somewhere it can be broken."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    only_code = shutil.ignore_patterns("*.pyc", "data", "static", "jinja2", "locale", "__pycache__")
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=only_code)
    return tmp_path


def test_nobody_imports_what_is_above(tmp_path):
    answer = lint(ROOT)

    assert answer.returncode == 0, answer.stdout
    assert "0 broken" in answer.stdout


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("people/models/person.py", "import jalon.dossiers.models", "The map"),
        ("people/apps.py", "import jalon.directory.rules", "The map"),
        ("accounts/kinds.py", "import jalon.journal.record", "The map"),
        ("dossiers/rules/links.py", "import jalon.dossiers.operations", "The floors"),
        ("directory/events.py", "import jalon.directory.queries", "The floors"),
        ("kernel/ids.py", "import django.db", "The kernel"),
        ("access/rules.py", "import django.db", "The kernel"),
    ],
)
def test_a_wall_broken_on_purpose_holds(copy, module, line, contract):
    path = copy / "src" / "jalon" / module
    path.write_text(f"{path.read_text()}\n{line}\n")

    answer = lint(copy)

    assert answer.returncode != 0
    assert any(
        told.startswith(contract) and told.endswith("BROKEN") for told in answer.stdout.splitlines()
    ), answer.stdout


@pytest.mark.parametrize("where", ["surprises", "dossiers/surprises"])
def test_a_room_or_floor_that_is_not_on_the_map_is_refused(copy, where):
    room = copy / "src" / "jalon" / where
    room.mkdir()
    (room / "__init__.py").write_text('"""Where does this belong?"""\n')

    answer = lint(copy)

    assert answer.returncode != 0
    assert "surprises" in answer.stdout + answer.stderr
