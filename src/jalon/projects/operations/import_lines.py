from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.journal.record import record
from jalon.projects.effects import changed
from jalon.projects.events import LinesImported
from jalon.projects.models import Line, Project
from jalon.projects.queries.parts import MONEY
from jalon.projects.rules import WRITE_PROJECT
from jalon.projects.turns import in_turn


@transaction.atomic
def import_lines(
    *, project: Project, lines: Sequence[Line], by: Actor, at: datetime
) -> Sequence[Line]:
    """Replace the whole financing plan by these lines, not saved yet (read from a spreadsheet).

    Raises NotFromThisState, Denied.
    """
    WRITE_PROJECT.require(by, project)
    now = in_turn(project, parts=[MONEY], at=at)
    Line.objects.filter(project=now).delete()
    for one in lines:
        one.project = now
    written = Line.objects.bulk_create(lines)
    fact = LinesImported(project_id=now.pk, carrier_id=now.carrier_id, line_count=len(written))
    record(fact, by=by, at=at)
    changed(now, by=by, at=at)
    return written
