"""The priority zones of a perimeter, recognised from official lists: those to be associated."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from jalon.projects.models import Project
from jalon.territories.models import Territory, Zone, ZoneKind
from jalon.territories.queries import known_zonings, zones_in


@dataclass(frozen=True)
class Recognised:
    """The zones of one kind in a perimeter; `is_associated` None while nothing was said."""

    kind: str
    label: str
    zones: list[Zone]
    is_associated: bool | None


def recognised(project: Project, places: Sequence[Territory], on: date) -> list[Recognised]:
    """The zones of each kind that the lists have there that day; those without any are left out."""
    by_kind: dict[str, list[Zone]] = {}
    for one in zones_in(places, on):
        by_kind.setdefault(one.kind, []).append(one)
    said = project.zonings_associated
    return [
        Recognised(kind, str(kind.label), by_kind[kind], None if said is None else kind in said)
        for kind in ZoneKind
        if kind in by_kind
    ]


def present(
    places: Sequence[Territory], declared: Collection[str] | None, on: date
) -> list[str] | None:
    """The kinds of zones of a perimeter: of the lists that are loaded, else as declared.

    None while one of them was neither recognised from a whole list nor declared.
    """
    known = known_zonings()
    if declared is None and not known.issuperset(ZoneKind):
        return None
    if not places or not known:
        return None if declared is None else list(declared)
    found = {one.kind for one in zones_in(places, on)}
    return sorted(found | (set(declared or ()) - known))
