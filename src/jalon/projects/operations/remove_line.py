from datetime import datetime

from django.db import transaction

from jalon.accounts.actor import Actor
from jalon.journal.record import record
from jalon.projects.effects import changed
from jalon.projects.events import LineRemoved
from jalon.projects.models import Line
from jalon.projects.queries.parts import MONEY
from jalon.projects.rules import WRITE_PROJECT
from jalon.projects.turns import in_turn


@transaction.atomic
def remove_line(*, line: Line, by: Actor, at: datetime) -> None:
    """Take a line out of the financing plan; one that is already gone is gone.

    Raises NotFromThisState, Denied.
    """
    WRITE_PROJECT.require(by, line.project)
    project = in_turn(line.project, parts=[MONEY], at=at)
    removed, _details = Line.objects.filter(project=project, pk=line.pk).delete()
    if removed:
        fact = LineRemoved(project_id=project.pk, carrier_id=project.carrier_id, line_id=line.pk)
        record(fact, by=by, at=at)
        changed(project, by=by, at=at)
