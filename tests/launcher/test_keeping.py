"""The keeper beside the two servers: started with them, again when it dies, gone with them."""

import sys
import threading
from pathlib import Path

import pytest

from launcher import demo, processes, serve, site
from launcher.speech import Stop
from tests.launcher.conftest import eventually


@pytest.fixture
def keeper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A child named as the keeper is, which writes a line each time it starts."""
    log = tmp_path / "starts"
    script = f"echo started >> {log}; exec sleep 60"
    child = processes.Child(site.KEEPER, ["sh", "-c", script], {"PATH": "/usr/bin:/bin"}, None)
    assert eventually(log.exists)
    child.starts = lambda: log.read_text().count("started")  # type: ignore[attr-defined]
    yield child
    processes.stop([child])


def test_a_keeper_that_dies_starts_again(keeper) -> None:
    life = serve.Life()
    keeper.process.kill()
    keeper.process.wait()

    assert eventually(lambda: (serve.revive(keeper, life), keeper.starts() == 2)[1])
    assert keeper.alive()


def test_the_demonstration_goes_on_without_its_keeper_and_not_without_its_pages(
    keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo.database, "external", lambda: "postgresql://elsewhere")
    pages = processes.Child("pages", ["sleep", "60"], {"PATH": "/usr/bin:/bin"}, None)
    keeper.process.kill()
    keeper.process.wait()

    def end_pages_once_the_keeper_is_back() -> None:
        eventually(lambda: keeper.starts() == 2)
        pages.process.kill()

    thread = threading.Thread(target=end_pages_once_the_keeper_is_back)
    thread.start()
    with pytest.raises(Stop, match="The server of the pages ended by itself"):
        demo.watch([pages, keeper])
    thread.join()
    processes.stop([pages])

    assert keeper.starts() == 2


def test_seals_of_the_demonstration_are_exported_outside_its_database(monkeypatch) -> None:
    monkeypatch.setattr(site.database, "external", lambda: None)
    ours = site.with_seals({})
    said = site.with_seals({"JALON_SEAL_EXPORT": "/elsewhere/seals"})
    monkeypatch.setattr(site.database, "external", lambda: "postgresql://elsewhere")

    assert ours["JALON_SEAL_EXPORT"].endswith("seals.txt")
    assert said["JALON_SEAL_EXPORT"] == "/elsewhere/seals"
    assert site.with_seals({}) == {}


def test_the_keeper_is_one_of_the_processes(tmp_path: Path) -> None:
    child = site.keeper({"PATH": "/nowhere"}, tmp_path / "keeper.log")
    processes.stop([child])

    assert child.command[1:] == ["-m", "django", "keep"]
    assert (child.name, Path(child.command[0]).name) == ("keeper", Path(sys.executable).name)
