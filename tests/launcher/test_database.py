"""The embedded PostgreSQL: real servers, started, shared, killed and repaired."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from launcher.database import Server
from launcher.privilege import Disguise
from tests.launcher.conftest import ROOT, STAY, Clone, eventually, runs, server_of


def test_it_answers_and_stops_with_its_only_user(clone: Clone) -> None:
    query = "import subprocess; print(subprocess.run(server.program('psql', '-Atc', "
    query += "\"select lower('ÉŒ'), current_setting('fsync')\", 'jalon'), capture_output=True, "
    query += "text=True).stdout + str(server.socket))"
    with clone.use_database(query) as user:
        process = server_of(user)
        answer, folder = user.communicate(timeout=30)[0].splitlines()
    assert answer == "éœ|on"
    assert not runs(process)
    assert not Path(folder).exists()


def test_a_second_user_shares_it_and_the_last_one_stops_it(clone: Clone) -> None:
    with clone.use_database(until_told("first")) as first:
        process = server_of(first)
        with clone.use_database(until_told("second")) as second:
            assert server_of(second) == process
            tell(clone, "first")
            first.wait(timeout=20)
            assert runs(process)
            tell(clone, "second")
    assert not runs(process)


def test_it_stops_when_its_only_user_is_killed(clone: Clone) -> None:
    with clone.use_database(STAY) as user:
        process = server_of(user)
        user.kill()
    assert eventually(lambda: not runs(process))


def test_it_stops_when_its_keeper_is_killed(clone: Clone) -> None:
    with clone.use_database(STAY) as user:
        process = server_of(user)
        os.kill(parent(process), signal.SIGKILL)
        assert eventually(lambda: not runs(process))
        user.kill()


def test_after_everything_was_killed_it_starts_again(clone: Clone) -> None:
    with clone.use_database(STAY) as user:
        process = server_of(user)
        for victim in (parent(process), process, user.pid):
            os.kill(victim, signal.SIGKILL)
    with clone.use_database() as again:
        assert server_of(again) != process
        assert again.wait(timeout=30) == 0


def test_a_process_number_that_is_now_another_s_is_forgotten(clone: Clone) -> None:
    """After a kill -9 the cluster may name a living process that is not PostgreSQL: this test."""
    with clone.use_database() as made:
        server_of(made)
    cluster = next(clone.local.glob("postgres/*/data"))
    stale = cluster / "postmaster.pid"
    stale.write_text(f"{os.getpid()}\n{cluster}\n0\n5432\n\n\n")
    with clone.use_database() as again:
        assert server_of(again) != os.getpid()
        assert again.wait(timeout=30) == 0


def test_data_of_an_older_server_are_kept_and_said(tmp_path: Path) -> None:
    older = tmp_path / "postgres" / "9" / "data"
    older.mkdir(parents=True)
    (older / "PG_VERSION").write_text("9\n")
    told = Clone(tmp_path).jalon("manage", "check")
    assert "was made by PostgreSQL 9, and this version of Jalon brings PostgreSQL" in told.stderr
    assert "./jalon demo --reset" in told.stderr
    assert (older / "PG_VERSION").exists()
    assert told.returncode == 1


def test_a_given_server_is_never_replaced(tmp_path: Path) -> None:
    """With DATABASE_URL, an unreachable server is an error: no embedded one is started."""
    url = "postgresql://nobody@127.0.0.1:1/none"
    keys = {"SECRET_KEY": "k" * 50, "JALON_VAULT_KEY": "v" * 50}
    told = Clone(tmp_path).jalon("manage", "migrate", DATABASE_URL=url, **keys)
    assert told.returncode == 1
    assert not (tmp_path / "postgres").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can take another user's place")
def test_a_socket_folder_of_another_user_is_refused(tmp_path: Path) -> None:
    code = "from launcher import database, paths; "
    code += "import os; paths.sockets().mkdir(); os.chown(paths.sockets(), 12345, 12345); "
    code += "print(paths.sockets())"
    with Clone(tmp_path).python(code) as trap:
        folder = Path(trap.communicate()[0].strip())
    try:
        told = Clone(tmp_path).jalon("manage", "check")
        assert told.stderr == (
            f"jalon: {folder} belongs to another user: delete it, then start again.\n"
        )
    finally:
        folder.rmdir()


def test_a_tethered_process_dies_with_its_parent() -> None:
    """The parent starts a tethered sleep, prints its number, and is killed."""
    code = (
        "import signal, subprocess, sys, time; from launcher.tether import tethered\n"
        "child = subprocess.Popen(tethered(['sleep', '60'], signal.SIGTERM))\n"
        "print(child.pid, flush=True); time.sleep(60)"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as mother:
        child = server_of(mother)
        assert eventually(lambda: Path(f"/proc/{child}/comm").read_text() == "sleep\n")
        mother.kill()
    assert eventually(lambda: not runs(child))


def test_the_address_is_one_that_libpq_reads() -> None:
    server = Server(Path("/p"), "18", Path("/c"), Path("/tmp/jalon-0-abc"), Disguise([], 0))
    assert server.url() == "postgresql://jalon@/jalon?host=%2Ftmp%2Fjalon-0-abc"


def parent(process: int) -> int:
    """The process that started another one."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("PPid:"):
            return int(line.split()[1])
    raise AssertionError(process)


def until_told(name: str) -> str:
    """A user of the server that stays until `tell` names it."""
    return f"while not os.path.exists(database.POSTGRES / {name!r}): time.sleep(0.02)"


def tell(clone: Clone, name: str) -> None:
    """Lets a user leave."""
    (clone.local / "postgres" / name).touch()
