"""People who write: `python -m jalon.bench.live.writers RATE SECONDS LEAVERS DESK REPORT`.

Each write is the real operation (`write_note`: permission, note, fact, NOTIFY) in its own
transaction, due at a fixed rate; now and then somebody leaves a team (`end_membership`).
"""

import pickle
import random
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import django

django.setup()

from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from jalon.accounts.actor import Actor, actor_of  # noqa: E402
from jalon.accounts.models import Affiliation  # noqa: E402
from jalon.dossiers.models import Dossier, Membership, TeamRole  # noqa: E402
from jalon.dossiers.operations.end_membership import end_membership  # noqa: E402
from jalon.dossiers.operations.write_note import write_note  # noqa: E402
from jalon.journal import record  # noqa: E402
from jalon.journal.models import Entry  # noqa: E402

DESKS = 2  # processes that write side by side, as the page workers do
Commit = tuple[int, int, float]  # dossier, position, when COMMIT was sent


class Writers:
    def __init__(self) -> None:
        self.commits: list[Commit] = []
        self.departures: list[tuple[int, int, float]] = []  # affiliation, dossier, when
        self._entry: Entry | None = None
        record.listeners.append(self._keep)
        today = timezone.localdate()
        seats = Membership.objects.select_related(
            "affiliation__user", "affiliation__organisation", "dossier"
        )
        self.referents: list[tuple[Dossier, Actor]] = []
        self.others: list[tuple[Membership, Actor]] = []
        for seat in seats.filter(ended_at=None).order_by("pk"):
            actor = actor_of(cast(Affiliation, seat.affiliation), on=today)
            if seat.role == TeamRole.REFERENT:
                self.referents.append((seat.dossier, actor))
            else:
                self.others.append((seat, actor))

    def _keep(self, entry: Entry) -> None:
        self._entry = entry

    def write(self, dossier: Dossier, actor: Actor, at: datetime) -> None:
        with transaction.atomic():
            write_note(
                dossier=dossier, kind="meeting", body="Un mot écrit pour mesurer.",
                is_private=False, happened_on=actor.today, by=actor, at=at,
            )  # fmt: skip
            sent = time.monotonic()
        self._committed(dossier.pk, sent)

    def leave(self, seat: Membership, actor: Actor, at: datetime) -> None:
        with transaction.atomic():
            end_membership(seat=seat, by=actor, at=at)
            sent = time.monotonic()
        self._committed(seat.dossier_id, sent)
        self.departures.append((actor.affiliation_id, seat.dossier_id, time.monotonic()))

    def _committed(self, dossier: int, sent: float) -> None:
        self.commits.append((dossier, cast(Entry, self._entry).position, sent))

    def run(self, rate: float, seconds: float, leavers: int, desk: int) -> dict[str, Any]:
        """Write at `rate`; `leavers` people leave, and their dossiers go on being written."""
        rng = random.Random(desk)
        self.others = self.others[desk::DESKS]  # nobody leaves twice
        started = time.monotonic()
        total = int(rate * seconds)
        leaving = {int((n + 1) * total / (leavers + 1)) for n in range(leavers)}
        left: list[int] = []
        by_dossier = dict(enumerate(self.referents))
        place = {dossier.pk: n for n, (dossier, _) in by_dossier.items()}
        for turn in range(total):
            time.sleep(max(0.0, started + turn / rate - time.monotonic()))
            at = timezone.now()
            if turn in leaving:
                seat, actor = self.others.pop(rng.randrange(len(self.others)))
                self.leave(seat, actor, at)
                left.append(seat.dossier_id)
            elif left and turn % 4 == 0:
                self.write(*self.referents[place[rng.choice(left)]], at)
            else:
                self.write(*rng.choice(self.referents), at)
        elapsed = time.monotonic() - started
        return {"commits": self.commits, "departures": self.departures, "seconds": elapsed}


if __name__ == "__main__":
    _, rate, seconds, leavers, desk, report = sys.argv
    writers = Writers()
    print("ready", flush=True)
    sys.stdin.readline()
    told = writers.run(float(rate), float(seconds), int(leavers), int(desk))
    Path(report).write_bytes(pickle.dumps(told))
