"""R3, first form: SIGKILL of page workers, stream process and database while people write.

Every acknowledged write is there, once; nothing is half-written; every screen ends up with every
fact, once, in order. `JALON_KILLS=200 ./jalon test tests/reliability` for the long form.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from launcher import site as servers
from launcher.processes import Child, stop
from tests.browser.sites import Site, free_port
from tests.reliability.cluster import Cluster, children_of
from tests.reliability.people_at_work import Screen, Writer, wait_until

KILLS = int(os.environ.get("JALON_KILLS", "6"))
ROOT = Path(__file__).resolve().parents[2]
KEYS = {"SECRET_KEY": "k" * 20 + "0123456789" * 4, "JALON_VAULT_KEY": "v" * 20 + "9876543210" * 4}


class Place:
    """A cluster, pages and streams; any of them may be killed."""

    def __init__(self, folder: Path) -> None:
        self.cluster = Cluster(folder)
        self.cluster.start()
        self.site = Site(f"http://127.0.0.1:{free_port()}", f"http://127.0.0.1:{free_port()}")
        self.env = {
            **os.environ,
            **KEYS,
            "DATABASE_URL": self.cluster.url,
            "DJANGO_SETTINGS_MODULE": "jalon.config.settings",
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
            "JALON_LIVE_URL": self.site.live_url,
            "JALON_PAGE_ORIGINS": self.site.url,
            "JALON_SECOND_FACTOR_REQUIRED": "0",
            "JALON_LOG_LEVEL": "CRITICAL",
        }
        self._fill()
        log = folder / "servers.log"
        self.pages = servers.pages(self.env, "127.0.0.1", self._port(self.site.url), 2, log)
        self.streams = servers.live(self.env, "127.0.0.1", self._port(self.site.live_url), log)

    def _fill(self) -> None:
        """As the migrations make it: copied where the suite has migrated one already."""
        made = os.environ.get("JALON_TEST_TEMPLATE")
        if made:
            self.cluster.copy(urlsplit(os.environ["DATABASE_URL"])._replace(path=made).geturl())
        else:
            self.run("-m", "django", "migrate", "-v", "0")

    @staticmethod
    def _port(url: str) -> int:
        return int(url.rpartition(":")[2])

    def run(self, *arguments: str) -> str:
        """What a Python program printed, run on this database."""
        done = subprocess.run(
            [sys.executable, *arguments], env=self.env, cwd=ROOT, stdout=subprocess.PIPE, check=True
        )
        return done.stdout.decode()

    def kill_a_page_worker(self) -> None:
        workers = children_of(self.pages.process.pid)
        if workers:
            os.kill(random.choice(workers), signal.SIGKILL)

    def kill_the_streams(self) -> None:
        self._kill(self.streams)

    def kill_all_the_pages(self) -> None:
        self._kill(self.pages)

    def kill_the_database(self) -> None:
        self.cluster.kill()
        self.cluster.start()

    @staticmethod
    def _kill(child: Child) -> None:
        child.signal_group(signal.SIGKILL)
        child.process.wait()
        child.start()

    def close(self) -> None:
        stop([self.pages, self.streams])
        self.cluster.stop()


@pytest.fixture
def place() -> Iterator[Place]:
    folder = Path(tempfile.mkdtemp(prefix="jk"))  # short: it holds a socket
    made = Place(folder)
    yield made
    made.close()
    shutil.rmtree(folder)


def count(writers: list[Writer]) -> int:
    return sum(len(writer.acknowledged) for writer in writers)


def test_nothing_acknowledged_is_lost_when_everything_is_killed(place):
    begun = json.loads(place.run("-m", "tests.reliability.situation", "begin"))
    dossier, sessions = begun["dossier"], begun["sessions"]
    written, watched = threading.Event(), threading.Event()
    screens = [Screen(place.site, dossier, session, watched) for session in sessions]
    writers = [
        Writer(place.site, dossier, sessions[number % 2], f"plume {number}", written)
        for number in range(3)
    ]
    for thread in (*screens, *writers):
        thread.start()
    assert wait_until(lambda: all(writer.acknowledged for writer in writers), 120)

    kinds = [place.kill_a_page_worker, place.kill_the_streams, place.kill_the_database]
    kinds.append(place.kill_all_the_pages)
    for number in range(KILLS):
        kinds[number % len(kinds)]()
        before = count(writers)
        assert wait_until(lambda at_kill=before: count(writers) > at_kill, 120)  # they work again
        time.sleep(random.uniform(0, 0.5))
    written.set()
    for writer in writers:
        writer.join(20)

    told = json.loads(place.run("-m", "tests.reliability.situation", "tell"))
    last = told["positions"][-1]
    assert wait_until(lambda: all(s.positions[-1:] == [last] for s in screens), 30)
    watched.set()
    acknowledged = [text for writer in writers for text in writer.acknowledged]
    print(f"{KILLS} kills, {len(acknowledged)} acknowledged, {len(told['notes'])} kept")
    assert set(acknowledged) <= set(told["notes"])  # every acknowledged write is there
    assert len(told["notes"]) == len(set(told["notes"]))  # and once
    assert sorted(told["facts"]) == told["ids"]  # no note without its fact, nor the reverse
    assert told["positions"] == list(range(1, last + 1))  # nothing missing in the journal
    for screen in screens:
        assert screen.positions == told["positions"]  # nothing lost, nothing twice, in order
