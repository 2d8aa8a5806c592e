from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.journal.record import record
from jalon.projects.events import ProjectRevised
from jalon.projects.models import Place, Project
from jalon.projects.queries.parts import FRAME, PERIMETER
from jalon.projects.queries.zonings import present
from jalon.projects.rules import WRITE_PROJECT
from jalon.projects.turns import MovedMeanwhile, in_turn
from jalon.territories.models import Territory

WRITABLE: Final = (
    "title", "starts_on", "months", "people", "public_is_broad", "zonings_present",
    "zonings_associated",
)  # fmt: skip
PLACES: Final = "places"


@transaction.atomic
def revise_project(
    *, project: Project, changes: Mapping[str, Any], seen: int, by: Actor, at: datetime
) -> Project:
    """Change the frame of a draft: title, dates, public, perimeter (`places`, territories).

    The priority zones of the perimeter are recognised where their official list is loaded. `seen`:
    the revision that the writer has read. Raises MovedMeanwhile, NotFromThisState, Denied, and
    KeyError for an unknown field.
    """
    WRITE_PROJECT.require(by, project)
    if unknown := set(changes) - {*WRITABLE, PLACES}:
        raise KeyError(f"unknown fields {sorted(unknown)}; known: {WRITABLE} and {PLACES}")
    parts = {PERIMETER if name == PLACES else FRAME for name in changes}
    now = in_turn(project, parts=parts, at=at)
    if now.revision != seen:
        raise MovedMeanwhile(now)
    written = [name for name in changes if name != PLACES]
    for name in written:
        setattr(now, name, changes[name])
    if PLACES in changes:
        _draw(now, changes[PLACES])
    places = [one.territory for one in now.places.select_related("territory")]
    now.zonings_present = present(places, now.zonings_present, by.today)
    now.revision += 1
    now.save(update_fields=[*written, "zonings_present", "revision"])
    fields = tuple(sorted(changes))
    fact = ProjectRevised(project_id=now.pk, carrier_id=now.carrier_id, fields=fields)
    record(fact, by=by, at=at)
    return now


def _draw(project: Project, wanted: Sequence[Territory]) -> None:
    keys = {one.pk for one in wanted}
    Place.objects.filter(project=project).exclude(territory__in=keys).delete()
    known = set(Place.objects.filter(project=project).values_list("territory_id", flat=True))
    missing = [one for one in wanted if one.pk not in known]
    Place.objects.bulk_create([Place(project=project, territory=one) for one in missing])
