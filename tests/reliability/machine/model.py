"""The plain model: dossiers as lists of rows, and how they must stand in the database."""

import datetime as dt
from collections import Counter
from types import SimpleNamespace
from typing import Any

from jalon.contracts.models import Commitment, EngagementContract
from jalon.dossiers.models import (
    Barrier,
    Dossier,
    Invitation,
    Limitation,
    Membership,
    Note,
    Objection,
    Sharing,
)
from jalon.entry.models import Handover, Orientation, Reorientation, TrackPeriod
from jalon.outcomes.models import Closing
from jalon.plans.models import Goal, GoalTheme, Step
from tests.security.world import Addressed, Seat

AGREED = "person_agreed_at body_agreed_at told_to_id"
# Table → its model, and what of its rows the plain model foretells (of an instant: whether).
TABLES = {
    "dossiers_membership": (Membership, "affiliation_id organisation_id role until_on ended_at"),
    "dossiers_invitation": (Invitation, "affiliation_id role until_on state"),
    "dossiers_sharing": (Sharing, "organisation_id block until_on ended_at"),
    "dossiers_objection": (Objection, "organisation_id block ended_at"),
    "dossiers_limitation": (Limitation, "block ended_at"),
    "dossiers_barrier": (Barrier, "theme status impact"),
    "dossiers_note": (Note, "author_id organisation_id block is_private withdrawn_at"),
    "plans_goal": (Goal, f"state revision proposed_side proposed_body_id {AGREED}"),
    "plans_goaltheme": (GoalTheme, "theme"),
    "plans_step": (
        Step,
        f"goal_id organisation_id state revision started_at proposed_body_id {AGREED}",
    ),
    "contracts_commitment": (Commitment, "organisation_id proposed_for_id state"),
    "contracts_engagementcontract": (EngagementContract, "state follows_id"),
    "entry_orientation": (
        Orientation,
        "organisation_id taken_by_id track lead_organisation_id decided_at notified_at",
    ),
    "entry_trackperiod": (TrackPeriod, "track lead_organisation_id ended_at"),
    "entry_reorientation": (Reorientation, "organisation_id requested_by_id taken_by_id state"),
    "entry_handover": (Handover, "affiliation_id proposed_by_id seat_id state"),
    "outcomes_closing": (Closing, "reason reopened_at"),
}
FIELDS = {table: fields.split() for table, (_, fields) in TABLES.items()}
EMPTY = {"until_on": None, "state": "pending", "impact": "", "track": "", "revision": 1}


class Row(SimpleNamespace):
    """A row as foretold; `pk` is learnt from the database when it is made."""

    pk: int | None


class File:
    """One dossier. `rows[table]` are its rows; the oracle reads the rest."""

    is_archived, urgent = False, frozenset()

    def __init__(self, pk: int, person: int, public_id: Any, clock: Any) -> None:
        self.id, self.person, self.public_id, self.clock = pk, person, public_id, clock
        self.is_closed, self.promised = False, set()
        self.rows = {table: [] for table in TABLES}

    def add(self, table: str, **values: Any) -> Row:
        names = FIELDS[table]
        blank = {n: False if n.endswith("_at") else EMPTY.get(n) for n in names}
        assert values.keys() <= blank.keys(), values.keys() - blank.keys()
        row = Row(pk=None, **blank | values)
        self.rows[table].append(row)
        return row

    def find(self, table: str, **values: Any) -> list[Row]:
        return [
            row for row in self.rows[table] if all(vars(row)[n] == v for n, v in values.items())
        ]

    def _lasts(self, row: Row) -> bool:
        return not row.ended_at and (row.until_on is None or row.until_on > self.clock.today)

    @property
    def seats(self) -> list[Seat]:
        return [
            Seat(r.pk, r.affiliation_id, r.organisation_id, r.role, self._lasts(r))
            for r in self.rows["dossiers_membership"]
        ]

    @property
    def referent(self) -> Row:
        [seat] = self.find("dossiers_membership", role="referent", ended_at=False)
        return seat

    @property
    def lead(self) -> int:
        return self.referent.organisation_id

    @property
    def sharings(self) -> list[Addressed]:
        rows = filter(self._lasts, self.rows["dossiers_sharing"])
        return [Addressed(row.organisation_id, row.block) for row in rows]

    @property
    def objections(self) -> list[Addressed]:
        rows = self.find("dossiers_objection", ended_at=False)
        return [Addressed(row.organisation_id, row.block) for row in rows]

    @property
    def limits(self) -> list[str]:
        return [row.block for row in self.find("dossiers_limitation", ended_at=False)]

    def seat_of(self, hat: int | None) -> Row | None:
        """The seat in force of a hat."""
        rows = self.find("dossiers_membership", affiliation_id=hat, ended_at=False)
        return next(filter(self._lasts, rows), None)

    def bodies_around(self) -> list[int]:
        return sorted({seat.body for seat in self.seats if seat.counts})

    def must_stand(self) -> None:
        """Row by row, the database holds what is foretold, and nothing else."""
        dossier = Dossier.objects.get(pk=self.id)
        for table, (model, _) in TABLES.items():
            rows = model._default_manager.filter(dossier=self.id).values_list("pk", *FIELDS[table])
            self._compare(table, {pk: _told(table, values) for pk, *values in rows})
        assert (dossier.referent_id, bool(dossier.closed_at)) == (self.referent.pk, self.is_closed)

    def _compare(self, table: str, found: dict[int, tuple[Any, ...]]) -> None:
        foretold = {r.pk: _of(table, r) for r in self.rows[table] if r.pk}
        new = [row for row in self.rows[table] if not row.pk]
        unknown = {pk: values for pk, values in found.items() if pk not in foretold}
        told = {pk: values for pk, values in found.items() if pk in foretold}
        assert told == foretold, f"{table}: the database holds\n{told}\nand not\n{foretold}"
        assert Counter(unknown.values()) == Counter(_of(table, row) for row in new), (
            f"{table}: new rows {unknown}, foretold {new}"
        )
        for row in new:
            row.pk = next(pk for pk, values in unknown.items() if values == _of(table, row))
            del unknown[row.pk]


def _told(table: str, values: Any) -> tuple[Any, ...]:
    pairs = zip(FIELDS[table], values, strict=True)
    return tuple(bool(value) if name.endswith("_at") else value for name, value in pairs)


def _of(table: str, row: Row) -> tuple[Any, ...]:
    return tuple(vars(row)[name] for name in FIELDS[table])


DAY = dt.timedelta(days=1)
