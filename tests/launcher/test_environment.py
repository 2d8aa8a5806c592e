"""When the environment is made again, and when it is not."""

import json
import sys
import sysconfig
from pathlib import Path

import pytest

from launcher import environment
from launcher.speech import Stop


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone whose environment was just made from its locks."""
    names = {"RUNTIME": "requirements.lock", "DEVELOPMENT": "requirements-dev.lock"}
    for constant, name in names.items():
        (tmp_path / name).write_text(f"{name} of today")
        monkeypatch.setattr(environment, constant, tmp_path / name)
    (tmp_path / "python").touch()
    monkeypatch.setattr(environment, "PYTHON", tmp_path / "python")
    monkeypatch.setattr(environment, "STAMP", tmp_path / "jalon.json")
    environment.write_stamp(development=True)
    return tmp_path


def test_it_fits_as_long_as_nothing_changes(made: Path) -> None:
    assert environment.fits(development=False)
    assert environment.fits(development=True)


@pytest.mark.parametrize(
    ("lock", "development"), [("requirements.lock", False), ("requirements-dev.lock", True)]
)
def test_a_changed_lock_makes_it_again(made: Path, lock: str, development: bool) -> None:
    (made / lock).write_text("another day")
    assert not environment.fits(development)
    assert environment.fits(not development)


def test_one_made_for_running_has_not_what_tests_need(made: Path) -> None:
    environment.write_stamp(development=False)
    assert environment.fits(development=False)
    assert not environment.fits(development=True)


@pytest.mark.parametrize("about", ["folder", "python"])
def test_a_moved_clone_or_another_python_makes_it_again(made: Path, about: str) -> None:
    stamp = json.loads((made / "jalon.json").read_text())
    (made / "jalon.json").write_text(json.dumps({**stamp, about: "elsewhere"}))
    assert not environment.fits(development=False)


@pytest.mark.parametrize(("settings", "is_theirs"), [("--enable-optimizations", False), ("", True)])
def test_it_is_made_with_the_quicker_python(
    settings: str, is_theirs: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = tmp_path / f"python{environment.series()}"
    theirs.symlink_to(sys.executable)
    monkeypatch.setattr(environment, "DISTRIBUTION", tmp_path)
    monkeypatch.setitem(sysconfig.get_config_vars(), "CONFIG_ARGS", settings)
    assert (environment.interpreter() == theirs) is is_theirs


def test_without_a_python_of_the_distribution_it_is_made_with_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "DISTRIBUTION", tmp_path)
    assert environment.interpreter() == Path(sys.executable)


@pytest.mark.parametrize("stamp", ["", "{", "[]"])
def test_one_cut_short_is_made_again(made: Path, stamp: str) -> None:
    (made / "jalon.json").write_text(stamp)
    assert not environment.fits(development=False)


def test_one_whose_python_is_gone_is_made_again(made: Path) -> None:
    (made / "python").unlink()
    assert not environment.fits(development=False)


def test_a_missing_lock_is_said(made: Path) -> None:
    (made / "requirements.lock").unlink()
    with pytest.raises(Stop, match=r"requirements\.lock is missing: is this a whole clone\?"):
        environment.fits(development=False)


def test_a_disk_too_small_is_said_before_it_is_full(made: Path) -> None:
    with pytest.raises(Stop, match="MB are free where this clone is, and 1000000000000 MB"):
        environment.room(10**18)
