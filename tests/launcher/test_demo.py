"""The demonstration: what stops it before it starts, and what a kill leaves."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from launcher import processes
from tests.launcher.conftest import Clone, eventually, runs

LISTEN = """
import random, socket, time
while True:  # below the ports that the system lends, and with a free one before
    port = random.randrange(20000, 30000)
    try:
        socket.create_server(("127.0.0.1", port - 1)).close()
        listening = socket.create_server(("127.0.0.1", port))
        break
    except OSError:
        pass
print(port, flush=True)
time.sleep(60)
"""


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port that another program listens on."""
    command = [sys.executable, "-c", LISTEN]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        yield int(other.stdout.readline())
        other.kill()


@pytest.mark.parametrize("before", [0, 1])
def test_a_taken_port_is_named_with_a_free_one(clone: Clone, taken_port: int, before: int) -> None:
    """Both the port of the pages and the next one, of the live streams, must be free."""
    told = clone.jalon("demo", "--port", str(taken_port - before))
    assert told.stderr.startswith(
        f"jalon: Port {taken_port} is already taken by another program. Choose another: --port 8"
    )
    assert told.returncode == 1


def test_a_second_demonstration_is_refused_until_the_first_is_dead(
    clone: Clone, taken_port: int
) -> None:
    code = "from launcher import demo, environment; import time\n"
    code += "environment.make_local()\nwith demo.single(8116): print('held', flush=True); "
    code += "time.sleep(60)"
    with clone.python(code) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "held\n"
        told = clone.jalon("demo", "--port", str(taken_port))
        assert told.stderr == (
            f"jalon: A demonstration of this clone is already running (process {first.pid}, "
            "port 8116). Stop it with Ctrl-C where it runs, or clone Jalon once more.\n"
        )
        first.kill()
    assert "is already taken" in clone.jalon("demo", "--port", str(taken_port)).stderr


def test_what_a_killed_demonstration_left_is_ended(clone: Clone) -> None:
    """Only what carries the mark of this clone: a neighbour's process is left alone."""
    left, neighbour = (
        subprocess.Popen(["sleep", "60"], env={processes.MARK: name}) for name in ("x demo", "y")
    )
    assert eventually(lambda: processes.end_leftovers("x demo") == 1)
    assert left.wait(timeout=5) < 0
    assert runs(neighbour.pid)
    neighbour.kill()
    neighbour.wait()


def test_stopping_ends_grandchildren_and_those_who_do_not_listen() -> None:
    """A child that ignores SIGTERM, with a child of its own."""
    script = "trap '' TERM; sleep 60 & echo $!; wait"
    read, write = os.pipe()
    child = processes.Child.__new__(processes.Child)
    child.name, child.command, child.log = "deaf", ["sh", "-c", script], None
    child.process = subprocess.Popen(
        child.command, stdout=write, start_new_session=True, env=dict(os.environ)
    )
    os.close(write)
    with os.fdopen(read) as output:
        grandchild = int(output.readline())
        processes.stop([child], patience=0.3)
    assert not child.alive()
    assert eventually(lambda: not runs(grandchild))
