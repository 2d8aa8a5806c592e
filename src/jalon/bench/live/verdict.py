"""What was told to each screen, held against what was committed."""

from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from jalon.bench.live.population import Screen
from jalon.bench.report import quantile

GRACE = 1.0  # seconds after which a reader who left must receive nothing


@dataclass
class Told:
    """One run: the screens, their dossiers' public ids, and the reports of both processes."""

    screens: list[Screen]
    keys: dict[str, int]  # public id of a dossier → its key
    heard: dict[str, Any]
    commits: list[tuple[int, int, float]] = field(default_factory=list)
    departures: list[tuple[int, int, float]] = field(default_factory=list)
    teams: dict[int, set[int]] = field(default_factory=dict)  # dossier → hats, at the start

    def __post_init__(self) -> None:
        self.committed = {(dossier, position): at for dossier, position, at in self.commits}
        self.left = {(hat, dossier): at for hat, dossier, at in self.departures}
        self.opened: dict[int, list[float]] = defaultdict(list)
        for number, at in self.heard["openings"]:
            self.opened[number].append(at)
        self.closed: dict[int, list[float]] = defaultdict(list)
        for number, at in self.heard["closings"]:
            self.closed[number].append(at)
        self.deliveries = [
            (number, self.screens[number].dossier or self.keys[row], position, at)
            for number, position, row, at in self.heard["received"]
        ]

    def latencies(self, since: float, until: float) -> list[float]:
        """Milliseconds from COMMIT to screen, for screens open at that moment."""
        found = []
        for number, dossier, position, at in self.deliveries:
            sent = self.committed[dossier, position]
            openings = self.opened[number]
            before = bisect_right(openings, at)
            if since <= sent < until and before and openings[before - 1] <= sent:
                found.append((at - sent) * 1000)
        return found

    def lost_and_doubled(self, until: float) -> tuple[int, int]:
        """Dossiers: over the whole run, cuts included. Lists: those never cut before `until`."""
        counts = Counter(
            (number, dossier, position) for number, dossier, position, _ in self.deliveries
        )
        lists_cut = {number for number, at in self.heard["closings"] if at < until}
        by_dossier = defaultdict(list)
        for (dossier, position), at in self.committed.items():
            by_dossier[dossier].append((position, at))
        lost = doubled = 0
        for number, screen in enumerate(self.screens):
            for dossier in self._followed(screen):
                if screen.dossier is None and number in lists_cut:
                    continue
                for position, at in by_dossier[dossier]:
                    if screen.dossier is None and at >= until:
                        continue
                    seen = counts[number, dossier, position]
                    doubled += max(0, seen - 1)
                    lost += seen == 0 and at < self._due(number, dossier)
        return lost, doubled

    def _due(self, number: int, dossier: int) -> float:
        """Until when this screen had to be told: its reader left, or was away when they left."""
        left = self.left.get((self.screens[number].affiliation, dossier))
        if left is None:
            return float("inf")
        opened = max((at for at in self.opened[number] if at < left), default=0.0)
        cut = min((at for at in self.closed[number] if at > opened), default=left)
        return min(left, cut) - GRACE

    def _followed(self, screen: Screen) -> list[int]:
        if screen.dossier is not None:
            return [screen.dossier]
        return self.lists.get(screen.affiliation, [])

    @property
    def lists(self) -> dict[int, list[int]]:
        if not hasattr(self, "_lists"):
            self._lists: dict[int, list[int]] = defaultdict(list)
            for dossier, hats in self.teams.items():
                for hat in hats:
                    self._lists[hat].append(dossier)
        return self._lists

    def after_leaving(self) -> tuple[int, list[float]]:
        """Deliveries later than GRACE to someone who had left, and how fast streams ended (ms)."""
        late = 0
        for number, dossier, _, at in self.deliveries:
            left = self.left.get((self.screens[number].affiliation, dossier))
            late += left is not None and at > left + GRACE
        ends = []
        for number, at in self.heard["ended"]:
            screen = self.screens[number]
            if screen.dossier is not None:
                ends.append((at - self.left[screen.affiliation, screen.dossier]) * 1000)
        return late, ends

    def figures(self, since: float, until: float) -> dict[str, float]:
        """Those of P1."""
        latencies = self.latencies(since, until)
        lost, doubled = self.lost_and_doubled(until)
        late, ends = self.after_leaving()
        return {
            "p50_ms": quantile(latencies, 0.5),
            "p99_ms": quantile(latencies, 0.99),
            "max_ms": max(latencies, default=0.0),
            "deliveries_per_s": len(latencies) / (until - since),
            "lost": lost,
            "doubled": doubled,
            "told_1_s_after_leaving": late,
            "departures": len(self.departures),
            "end_after_leaving_max_ms": max(ends, default=0.0),
        }
