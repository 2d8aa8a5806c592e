"""P1: a write in a dossier seen on the other open screens, against a bare server of events."""

import argparse
import json
import pickle
import signal
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Self

from jalon.bench.live.processes import Process, free_port, streams
from jalon.bench.report import Report, Target, quantile
from jalon.bench.scratch import scratch_database

Say = Callable[[str], None]
Figures = dict[str, float]
DESKS = 2  # processes that write side by side, as the page workers do
PATIENCE = 120  # seconds after which a screen that has not come back is lost
DROPPED = 5  # one screen out of five is cut in the middle of the run


def measure(arguments: Sequence[str], say: Say) -> Report:
    """Open the screens, write, cut, let people leave, kill the stream process; count everything."""
    parser = argparse.ArgumentParser(prog="./jalon bench live")
    parser.add_argument("--sessions", default="1000,10000", help="how many screens, by run")
    parser.add_argument("--rate", type=float, default=100.0, help="writes per second")
    parser.add_argument("--seconds", type=float, default=15.0, help="of the main part of each run")
    options = parser.parse_args(arguments)
    report = Report("live", reference_name="bare SSE")
    for sessions in map(int, options.sessions.split(",")):
        run = Run(sessions, options.rate, options.seconds, say)
        with tempfile.TemporaryDirectory() as folder, scratch_database(f"live_{sessions}"):
            figures = run.ours(Path(folder))
            reference = run.reference(Path(folder))
        report.figures.update({f"{sessions}_{name}": value for name, value in figures.items()})
        report.reference.update({f"{sessions}_{name}": v for name, v in reference.items()})
        report.targets += targets(sessions, options.rate)
    return report


def targets(sessions: int, rate: float) -> list[Target]:
    """Those of P1, stated for 10,000 sessions and 100 writes/s."""
    bounds = {"p50_ms": 50.0, "p99_ms": 200.0, "lost": 0.0, "doubled": 0.0,
              "told_1_s_after_leaving": 0.0, "end_after_leaving_max_ms": 1000.0}  # fmt: skip
    wanted = [Target(f"{sessions}_{name}", "at most", bound) for name, bound in bounds.items()]
    return [*wanted, Target(f"{sessions}_writes_per_s", "at least", 0.98 * rate)]


class Writing:
    """The desks that write during one part of a run."""

    def __init__(self, rate: float, seconds: float, leavers: int, folder: Path) -> None:
        self.reports = [folder / f"desk-{desk}" for desk in range(DESKS)]
        self.desks = [
            Process("jalon.bench.live.writers", rate / DESKS, seconds, leavers, desk, report)
            for desk, report in enumerate(self.reports)
        ]

    def __enter__(self) -> Self:
        for desk in self.desks:
            desk.line()
        return self

    def __exit__(self, *error: object) -> None:
        for desk in self.desks:
            desk.stop(signal.SIGTERM)

    def go(self) -> None:
        for desk in self.desks:
            desk.tell("go")

    def told(self) -> list[dict[str, Any]]:
        """What was committed, once everything is written."""
        for desk in self.desks:
            desk.child.wait()
        return [pickle.loads(report.read_bytes()) for report in self.reports]  # noqa: S301


class Run:
    """One number of screens: ours, then the reference with the same screens and the same writes."""

    def __init__(self, sessions: int, rate: float, seconds: float, say: Say) -> None:
        self.sessions, self.rate, self.seconds, self.say = sessions, rate, seconds, say

    def ours(self, folder: Path) -> Figures:
        # What needs Django comes once the scratch database is the configured one.
        from jalon.bench.live import ground  # noqa: PLC0415

        self.say(f"{self.sessions} sessions: people and dossiers")
        self.ground = ground.Ground(self.sessions)
        port = free_port()
        plan = self._plan(folder, port, self.ground.paths())
        with streams(port) as server, Process("jalon.bench.live.screens", plan) as screens:
            figures = self._open(server, screens)
            told, since, until = self._main_part(server, screens, folder, figures)
            told += self._killed(server, screens, folder, port, figures)
        heard = pickle.loads((folder / "heard").read_bytes())  # noqa: S301 - written by our child
        return {**self.ground.verdict(heard, told).figures(since, until), **figures}

    def _plan(self, folder: Path, port: int, paths: list[str]) -> Path:
        plan = folder / f"plan-{port}"
        plan.write_text(json.dumps({"port": port, "paths": paths}))
        return plan

    def _open(self, server: Process, screens: Process) -> Figures:
        before, cpu = server.memory_kb, server.cpu_s
        opened = screens.ask("open")
        if opened["open"] != self.sessions:
            raise RuntimeError(f"{opened['open']} streams open out of {self.sessions}")
        time.sleep(1)
        self.say(f"  open in {opened['seconds']:.1f} s")
        return {
            "opening_s": opened["seconds"],
            "opening_cpu_ms": 1000 * (server.cpu_s - cpu) / self.sessions,
            "session_kb": (server.memory_kb - before) / self.sessions,
        }

    def _main_part(
        self, server: Process, screens: Process, folder: Path, figures: Figures
    ) -> tuple[list[dict[str, Any]], float, float]:
        self.say(f"  {self.rate:.0f} writes/s during {self.seconds:.0f} s, one screen in 5 cut")
        leavers = max(5, int(self.seconds / 2))  # at each desk
        with Writing(self.rate, self.seconds, leavers, folder) as writing:
            cpu, since = server.cpu_s, time.monotonic()
            writing.go()
            time.sleep(self.seconds / 2)
            screens.ask(f"drop {DROPPED}")
            told = writing.told()
        until = time.monotonic()
        time.sleep(1)
        figures["writes_per_s"] = sum(len(desk["commits"]) / desk["seconds"] for desk in told)
        figures["cpu_percent"] = 100 * (server.cpu_s - cpu) / (until - since)
        return told, since, until

    def _killed(
        self, server: Process, screens: Process, folder: Path, port: int, figures: Figures
    ) -> list[dict[str, Any]]:
        """SIGKILL while people write: all screens come back at once to a new process."""
        self.say("  stream process killed, everyone comes back at once")
        with Writing(self.rate, 6, 2, folder) as writing:
            writing.go()
            time.sleep(1.5)
            server.stop(signal.SIGKILL)
            with streams(port) as server:
                started = time.monotonic()
                while time.monotonic() < started + PATIENCE:
                    count = screens.ask("count")
                    if count["open"] + count["ended"] == self.sessions:
                        break
                    time.sleep(0.05)
                figures["everyone_back_s"] = time.monotonic() - started
                told = writing.told()
                time.sleep(1.5)
                screens.ask(f"report {folder}/heard")
        return told

    def reference(self, folder: Path) -> Figures:
        """The same screens on a server that only repeats what it is told."""
        self.say("  the same on a bare server of events")
        port = free_port()
        paths = [f"/flux?sujet={topic}" for topic in self.ground.topics()]
        plan = self._plan(folder, port, paths)
        with (
            Process("jalon.bench.live.bare", port) as server,
            Process("jalon.bench.live.screens", plan) as screens,
        ):
            server.line()
            figures = self._open(server, screens)
            cpu, since = server.cpu_s, time.monotonic()
            sent = self._repeat(server)
            figures["cpu_percent"] = 100 * (server.cpu_s - cpu) / (time.monotonic() - since)
            time.sleep(0.5)
            screens.ask(f"report {folder}/bare")
        heard = pickle.loads((folder / "bare").read_bytes())  # noqa: S301 - written by our child
        topics = self.ground.topics()
        latencies = [
            (at - sent[topics[n], position]) * 1000 for n, position, _, at in heard["received"]
        ]
        figures["p50_ms"], figures["p99_ms"] = quantile(latencies, 0.5), quantile(latencies, 0.99)
        figures["max_ms"] = max(latencies)
        figures["deliveries_per_s"] = len(latencies) / (self.seconds / 2)
        return figures

    def _repeat(self, server: Process) -> dict[tuple[str, int], float]:
        sent: dict[tuple[str, int], float] = {}
        positions: dict[str, int] = defaultdict(int)
        started = time.monotonic()
        for turn in range(int(self.rate * self.seconds / 2)):
            time.sleep(max(0.0, started + turn / self.rate - time.monotonic()))
            for topic in self.ground.topics_of_a_write(turn):
                positions[topic] += 1
                sent[topic, positions[topic]] = time.monotonic()
                server.tell(f"{topic} {positions[topic]}")
        return sent
