"""The financing plan and the differences, in the words of the reader."""

from dataclasses import dataclass
from typing import Any, Final

from django.db import models
from django.utils.translation import gettext as _

from jalon.calls.models import CallVersion
from jalon.calls.money import euros, percent
from jalon.projects.models import Funder, Spending
from jalon.projects.queries.financing import Plan, Room, Row, Table

# Where the page repairs what a criterion asks.
ANCHORS: Final = {
    "members": "#membres",
    "department_agreement": "#membres",
    "carrier_kind": "#membres",
    "public_is_broad": "#cadre",
    "starts_on": "#cadre",
    "ends_on": "#cadre",
    "state_cents": "#financement",
    "carrier_cents": "#financement",
    "total_cents": "#financement",
    "zonings_present": "#perimetre",
    "zonings_associated": "#perimetre",
    "documents": "#pieces",
}


@dataclass(frozen=True)
class ShownRow:
    """A row of the table: its name, one amount for each year, its total and its share."""

    label: str
    by_year: list[str]
    total: str
    share: str


@dataclass(frozen=True)
class ShownTable:
    label: str
    rows: list[ShownRow]
    total: ShownRow


def plan_shown(plan: Plan, room: Room | None, version: CallVersion) -> dict[str, Any]:
    """The three tables, the totals, and what the State can still pay."""
    tables = [
        ShownTable(label, _rows(table, plan.years), _row(table.total, table, plan.years, label))
        for label, table in (
            (_("Dépenses"), plan.spending),
            (_("Ressources"), plan.resources),
            (_("Apports en nature, comptés à part"), plan.in_kind),
        )
        if table.rows
    ]
    return {
        "years": plan.years,
        "tables": tables,
        "missing_cents": plan.missing_cents,
        "missing": euros(abs(plan.missing_cents)),
        "room": room,
        "room_euros": euros(abs(room.cents)) if room else "",
        "state": euros(plan.state_cents),
        "carrier": euros(plan.carrier_cents),
        "carrier_share": percent(plan.carrier_cents, plan.total_cents) if plan.total_cents else "",
        "total": euros(plan.total_cents),
        "most": euros(version.state_most_cents) if version.state_most_cents else "",
    }


def _rows(table: Table, years: list[int]) -> list[ShownRow]:
    order = [*Spending.values, *Funder.values]
    keys = sorted(table.rows, key=lambda key: (order.index(key[0]), key[1]))
    return [_row(table.rows[key], table, years, _label(key)) for key in keys]


def _row(row: Row, table: Table, years: list[int], label: str) -> ShownRow:
    whole = table.total.cents
    return ShownRow(
        label,
        [euros(row.by_year[year]) if year in row.by_year else "—" for year in years],
        euros(row.cents),
        percent(row.cents, whole) if whole else "",
    )


def _label(key: tuple[str, str]) -> str:
    code, member = key
    known: type[models.TextChoices] = Spending if code in Spending.values else Funder
    label = str(known(code).label)
    return f"{label} : {member}" if member else label


def both(pairs: list[tuple[str, Any, Any]]) -> list[tuple[str, str, str]]:
    """(what, written now, proposed) for what differs between two writings."""
    return [(what, _said(now), _said(proposed)) for what, now, proposed in pairs if now != proposed]


def _said(value: Any) -> str:
    if value is None or value in ("", []):
        return "—"
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
